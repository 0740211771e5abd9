package pegasus;

import java.util.LinkedHashMap;
import java.util.Map;
import pegasus.spec.Template;

/// One command template plus the parameter values of one point of its grid.
///
/// @param command a Handlebars template for one shell command
/// @param parameters name to value, in the order in which they were written; none is named
///   `command`, or blank
public record Job(String command, Map<String, String> parameters) {
  public Job {
    parameters = Parameters.copy(parameters, "command");
  }

  public Job(String command) {
    this(command, Map.of());
  }

  /// The command as `host` runs it. Names are looked up as `hostname`, then among the host's
  /// parameters, then among the job's.
  ///
  /// @throws PegasusException.Malformed when the template does not parse or a name is not defined;
  ///   the message says which, and what is defined
  public String render(Host host) {
    return Template.parse(command).render(variables(host));
  }

  /// Everything a template of this job may name on `host`.
  Map<String, String> variables(Host host) {
    var variables = new LinkedHashMap<>(parameters);
    variables.putAll(host.parameters());
    variables.put("hostname", host.hostname());
    return variables;
  }

  /// `python train.py --bs {{ bs }} (bs=8)`.
  @Override
  public String toString() {
    return parameters.isEmpty() ? command : command + " (" + Parameters.describe(parameters) + ")";
  }
}

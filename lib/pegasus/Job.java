package pegasus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import pegasus.spec.Template;

/// One command template plus the parameter values of one point of its grid.
///
/// ```java
/// Job job = new Job("train --lr {{ lr }} --out {{ shell_quote out }}");
/// job = job.with("lr", 0.1).with("out", "a file");
/// IO.println(job.render(new Host("node-1"))); // train --lr 0.1 --out 'a file'
/// ```
///
/// @param command a Handlebars template for one shell command; values go in as they are, and `{{
///   shell_quote x }}` makes any text one word of the shell
/// @param parameters name to value, in the order in which they were written; none is named
///   `command`, or blank
public record Job(String command, Map<String, String> parameters) {
  /// Copies the parameters.
  ///
  /// @throws PegasusException.Malformed when a parameter's name is blank, or `command`
  public Job {
    Objects.requireNonNull(command, "a job needs a command");
    parameters = Parameters.copy(parameters, "command");
  }

  /// A job without parameters.
  ///
  /// @param command a template for one shell command
  public Job(String command) {
    this(command, Map.of());
  }

  /// This job with one more parameter, or with another value of one that it has.
  ///
  /// @param name of the parameter
  /// @param value any value; its text counts: 0.1 is `0.1`
  /// @return a new job
  /// @throws PegasusException.Malformed when the name is blank, or `command`
  public Job with(String name, Object value) {
    return new Job(command, Parameters.with(parameters, name, value));
  }

  /// The value of a parameter.
  ///
  /// @param name of the parameter
  /// @return empty when there is no such parameter
  public Optional<String> value(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /// The command as `host` runs it. Names are looked up as `hostname`, then among the host's
  /// parameters, then among the job's.
  ///
  /// @param host where it is to run
  /// @return what is given to the shell there
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

  /// The job as a map, with the names that journal.jsonl uses.
  ///
  /// @return `command`: the template; `parameters`: a map of texts
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("command", command);
    map.put("parameters", parameters);
    return map;
  }

  /// [#toMap()] as JSON.
  ///
  /// @return one line
  public String toJson() {
    return Json.of(toMap());
  }

  /// `python train.py --bs {{ bs }} (bs=8)`.
  @Override
  public String toString() {
    return parameters.isEmpty() ? command : command + " (" + Parameters.describe(parameters) + ")";
  }
}

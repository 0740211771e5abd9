package pegasus;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import pegasus.PegasusException.Malformed;
import pegasus.spec.TemplateShape;

/// Renders jobs on hosts to see whether their templates parse and their names are defined. Jobs and
/// hosts that have the same names, and commands of one shape, are alike here: one of each is
/// enough.
final class TemplateCheck {
  private final Collection<Host> hosts;
  private final Set<List<?>> checked = new HashSet<>();

  TemplateCheck(List<Host> hosts) {
    var alike = new LinkedHashMap<Set<String>, Host>();
    hosts.forEach(host -> alike.putIfAbsent(host.parameters().keySet(), host));
    this.hosts = alike.values();
  }

  /// @throws Malformed what is wrong with the job's template
  void check(Job job) {
    if (job.command().contains("{{")) {
      List<?> kind = List.of(TemplateShape.of(job.command()), job.parameters().keySet());
      if (!checked.contains(kind)) {
        renderOnEach(job);
        checked.add(kind);
      }
    }
  }

  private void renderOnEach(Job job) {
    var mistakes = new LinkedHashMap<Host, Malformed>();
    for (Host host : hosts) {
      try {
        job.render(host);
      } catch (Malformed e) {
        mistakes.put(host, e);
      }
    }
    mistakes.forEach((host, mistake) -> refuse(host, mistake, mistakes.size() == hosts.size()));
  }

  private static void refuse(Host host, Malformed mistake, boolean everywhere) {
    throw everywhere ? mistake : new Malformed("on " + host + ": " + mistake.getMessage());
  }
}

package pegasus;

import java.util.concurrent.ConcurrentHashMap;
import pegasus.spec.Template;

/// Renders jobs, and remembers the templates of the latest ones: the points of a grid share theirs.
final class Renderer {
  private static final int REMEMBERED = 256;
  private final ConcurrentHashMap<String, Template> templates = new ConcurrentHashMap<>();

  /// @throws PegasusException.Malformed when the job cannot be rendered for this host
  String render(Job job, Host host) {
    if (templates.size() > REMEMBERED) {
      templates.clear();
    }
    return templates.computeIfAbsent(job.command(), Template::parse).render(job.variables(host));
  }
}

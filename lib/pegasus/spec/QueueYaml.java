package pegasus.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pegasus.Job;

/// The text of queue.yaml and the jobs in it. Taking the first job gives the text without it, in
/// which every byte that does not belong to it is as it was: comments, blank lines, quoting and
/// layout of what stays. Two things are written anew, because they do not stay what they are
/// without the job: entries in brackets, `[a, b]`, and anchors with their aliases.
public final class QueueYaml {
  private final String file;
  private final YamlList<QueueEntry> list;
  // The items before this one are taken.
  private final int next;
  // What is left of that one, if some of its jobs are taken.
  private final Optional<Spread> spread;

  private QueueYaml(String file, YamlList<QueueEntry> list, int next, Optional<Spread> spread) {
    this.file = file;
    this.list = list;
    this.next = next;
    this.spread = spread;
  }

  /// @param file the file's name, for messages
  /// @throws pegasus.PegasusException.Malformed naming file, line and column
  public static QueueYaml parse(String file, String text) {
    YamlList<Node> list = YamlListReader.read(file, text, "a list of commands");
    return new QueueYaml(file, list.map(QueueEntry::read), 0, Optional.empty());
  }

  /// The entries that are left, in order.
  public List<QueueEntry> entries() {
    var entries = new ArrayList<QueueEntry>();
    list.items().subList(next, list.items().size()).forEach(item -> entries.add(item.value()));
    spread.ifPresent(rest -> entries.set(0, rest.left()));
    return entries;
  }

  public boolean isEmpty() {
    return next == list.items().size();
  }

  /// The job at the top.
  public Optional<Job> head() {
    return isEmpty() ? Optional.empty() : Optional.of(top().job(0));
  }

  /// The queue without the job at the top; there must be one. The rest of its entry stays in its
  /// place, one entry per job.
  public QueueYaml withoutHead() {
    if (tied()) {
      return untied().withoutHead();
    }
    if (top().size() == 1) {
      return new QueueYaml(file, list, next + 1, Optional.empty());
    }
    Spread rest = spread.map(Spread::rest).orElseGet(() -> Spread.of(top().rest(), list.margin()));
    return new QueueYaml(file, list, next, Optional.of(rest));
  }

  /// The queue with `job` above all others.
  public QueueYaml withHead(Job job) {
    return withHead(List.of(job));
  }

  /// The queue with `jobs` above all others, in this order.
  public QueueYaml withHead(List<Job> jobs) {
    if (tied()) {
      return untied().withHead(jobs);
    }
    String entries = jobs.stream().map(Canonical::entry).collect(Collectors.joining());
    String above = closed(list.above(next)) + Canonical.indent(entries, list.margin());
    return parse(file, above + fromHead());
  }

  /// The text as it stands in the file.
  public String text() {
    return list.above(next) + fromHead();
  }

  private QueueEntry top() {
    return spread.map(Spread::left).orElseGet(() -> list.items().get(next).value());
  }

  private String fromHead() {
    if (isEmpty()) {
      return "";
    }
    return spread.map(rest -> rest.text() + list.below(next)).orElseGet(() -> list.from(next));
  }

  private boolean tied() {
    return !isEmpty() && list.items().get(next).tied();
  }

  /// The same jobs, with the entries that are tied to others in canonical form. Comments in them
  /// are lost.
  private QueueYaml untied() {
    String margin = list.margin();
    var out = new StringBuilder(closed(list.above(next)));
    int at = list.items().get(next).start();
    for (var item : list.items().subList(next, list.items().size())) {
      if (item.tied()) {
        out.append(list.text(), at, item.start());
        out.append(Canonical.indent(item.value().canonical(), margin));
        at = item.end();
      }
    }
    return parse(file, out.append(list.text(), at, list.text().length()).toString());
  }

  private static String closed(String above) {
    return above.isEmpty() || above.endsWith("\n") ? above : above + "\n";
  }
}

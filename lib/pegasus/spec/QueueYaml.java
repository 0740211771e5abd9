package pegasus.spec;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pegasus.Job;

/// The text of queue.yaml and the jobs in it. Taking the first job gives the text without it, in
/// which every byte that does not belong to it is as it was: comments, blank lines, quoting and
/// layout of what stays. Two things are written anew, because they do not stay what they are
/// without the job: entries in brackets, `[a, b]`, and anchors with their aliases.
///
/// Of a long queue little more than its text is kept: what an entry says is read again when its
/// turn comes.
public final class QueueYaml {
  private static final String WHAT = "a list of commands";

  private final String file;
  private final YamlList<Stub> list;
  // The items before this one are taken.
  private final int next;
  // What is left of that one, if some of its jobs are taken.
  private final Optional<Spread> spread;
  // How many jobs are left.
  private final long size;
  private final Above above;
  private final Layout layout;

  /// What is kept of an entry.
  ///
  /// @param size how many jobs it stands for
  /// @param whole the entry, if it cannot be read again by itself
  private record Stub(int size, Optional<QueueEntry> whole) {
    private static final Stub ONE = new Stub(1, Optional.empty());

    static Stub of(QueueEntry entry, boolean tied) {
      if (tied) {
        return new Stub(entry.size(), Optional.of(entry));
      }
      return entry.size() == 1 ? ONE : new Stub(entry.size(), Optional.empty());
    }
  }

  /// What stands above an item when all items before it are cut out: found once, and not again for
  /// each that is taken after it.
  private record Above(int item, String text) {}

  /// How the entry at the top becomes a comment.
  ///
  /// @param at where its lines start in the file, in bytes
  /// @param lines as they are
  /// @param commented what becomes of them; just as long
  public record Marking(long at, String lines, String commented) {}

  /// How the file is written anew.
  ///
  /// @param queue what is in it then
  /// @param top what it starts with then
  /// @param from where in the file, in bytes, that starts which comes below and stays as it is
  public record Rewriting(QueueYaml queue, String top, long from) {}

  private QueueYaml(
      String file,
      YamlList<Stub> list,
      int next,
      Optional<Spread> spread,
      long size,
      Above above,
      Layout layout) {
    this.file = file;
    this.list = list;
    this.next = next;
    this.spread = spread;
    this.size = size;
    this.above = above;
    this.layout = layout;
  }

  /// @param file the file's name, for messages
  /// @throws pegasus.PegasusException.Malformed naming file, line and column
  public static QueueYaml parse(String file, String text) {
    return read(file, text, _ -> {});
  }

  /// Like [#parse(String, String)].
  ///
  /// @param check is shown a job for each command; what it finds wrong there ends the reading
  public static QueueYaml parse(String file, String text, Consumer<Job> check) {
    return read(file, text, entry -> entry.samples().forEach(sample -> sample.checkBy(check)));
  }

  /// @param each is shown each entry in order
  private static QueueYaml read(String file, String text, Consumer<QueueEntry> each) {
    YamlList<Stub> list =
        YamlListReader.read(
            file,
            text,
            WHAT,
            (node, tied) -> {
              QueueEntry entry = QueueEntry.read(node);
              each.accept(entry);
              return Stub.of(entry, tied);
            });
    long size = list.items().stream().mapToLong(item -> item.value().size()).sum();
    var above = new Above(0, list.top());
    return new QueueYaml(file, list, 0, Optional.empty(), size, above, Layout.below(above.text()));
  }

  /// How many jobs are left.
  public long size() {
    return size;
  }

  /// The entries that are left, in order; each is read when it is asked for.
  public List<QueueEntry> entries() {
    return new AbstractList<>() {
      @Override
      public QueueEntry get(int index) {
        return entry(next + index);
      }

      @Override
      public int size() {
        return list.items().size() - next;
      }
    };
  }

  public boolean isEmpty() {
    return next == list.items().size();
  }

  /// The job at the top.
  public Optional<Job> head() {
    if (isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(plainHead().orElseGet(() -> entry(next).job(0)));
  }

  // Most entries are this.
  private Optional<Job> plainHead() {
    String lines = headLines();
    int start = list.margin().length() + 2;
    int end = lines.indexOf('\n');
    return lines.startsWith("- ", start - 2) && end == lines.length() - 1
        ? Optional.of(lines.substring(start, end)).filter(Plain::is).map(Job::new)
        : Optional.empty();
  }

  /// The queue without the job at the top; there must be one. The rest of its entry stays in its
  /// place, one entry per job.
  public QueueYaml withoutHead() {
    if (tied()) {
      return untied().withoutHead();
    }
    Layout swept = layout.swept();
    if (headSize() > 1) {
      Spread rest =
          spread.map(Spread::rest).orElseGet(() -> Spread.of(entry(next).rest(), list.margin()));
      return new QueueYaml(file, list, next, Optional.of(rest), size - 1, above, swept);
    }
    return pastItem(new Above(next, above()), swept);
  }

  /// How the entry at the top can be taken by turning its lines into comments.
  ///
  /// @return empty when it cannot
  public Optional<Marking> marking() {
    if (isEmpty() || tied() || (headSize() > 1 && spread.isEmpty())) {
      return Optional.empty();
    }
    String lines = headLines();
    return Commented.of(lines).map(commented -> new Marking(layout.head(), lines, commented));
  }

  /// The queue without the job at the top, whose lines are [comments][#marking()] now. Its text is
  /// without them all the same.
  public QueueYaml withHeadMarked() {
    Layout marked = layout.commented(headLines());
    return headSize() > 1
        ? new QueueYaml(file, list, next, spread.map(Spread::rest), size - 1, above, marked)
        : pastItem(above, marked);
  }

  /// Like [#withoutHead()].
  ///
  /// @return empty when all of the file has to be written anew
  public Optional<Rewriting> cut() {
    if (tied()) {
      return Optional.empty();
    }
    QueueYaml rest = withoutHead();
    String top = above() + (rest.next == next ? rest.spread.orElseThrow().text() : "");
    return Optional.of(new Rewriting(rest, top, behindHead()));
  }

  private long behindHead() {
    return spread.isEmpty()
        ? layout.commented(list.lines(next)).head()
        : layout.commented(spread.get().text()).head();
  }

  /// The same queue, when taken entries do not stand in the file as comments any more.
  public Rewriting swept() {
    var queue =
        new QueueYaml(file, list, next, spread, size, new Above(next, above()), layout.swept());
    return new Rewriting(queue, queue.above(), layout.head());
  }

  /// How many bytes of the file are taken entries.
  public long takenBytes() {
    return layout.taken();
  }

  private QueueYaml pastItem(Above known, Layout item) {
    return new QueueYaml(
        file, list, next + 1, Optional.empty(), size - 1, known, item.after(list.gap(next)));
  }

  private String above() {
    return above.text() + list.gaps(above.item(), next);
  }

  /// The queue with `jobs` above all others, in this order.
  public QueueYaml withHead(List<Job> jobs) {
    if (tied()) {
      return untied().withHead(jobs);
    }
    String entries = jobs.stream().map(Canonical::entry).collect(Collectors.joining());
    String above = closed(above()) + Canonical.indent(entries, list.margin());
    return parse(file, above + fromHead());
  }

  /// The queue with `jobs` below all others, in this order.
  public QueueYaml withTail(List<Job> jobs) {
    if (tied()) {
      return untied().withTail(jobs);
    }
    String entries = jobs.stream().map(Canonical::entry).collect(Collectors.joining());
    return parse(file, ended(text()) + Canonical.indent(entries, list.margin()));
  }

  /// The text with a line break at its end, and the same jobs in it: to a text that is written as
  /// it stands, and ends where the file does, that would be one more line break.
  private String ended(String text) {
    String closed = closed(text);
    if (closed.equals(text)) {
      return text;
    }
    var now = parse(file, text);
    int last = now.list.items().size() - 1;
    if (last < 0) {
      return closed;
    }
    String entry = now.entry(last).canonical();
    return parse(file, closed).entry(last).canonical().equals(entry)
        ? closed
        : text.substring(0, now.list.items().get(last).start())
            + Canonical.indent(entry, now.list.margin());
  }

  /// The text as it stands in the file, but for taken entries.
  public String text() {
    return above().concat(fromHead()); // which copies nothing where one of them is empty
  }

  private QueueEntry entry(int index) {
    if (index == next && spread.isPresent()) {
      return spread.get().left();
    }
    return list.items().get(index).value().whole().orElseGet(() -> reread(index));
  }

  // With the empty lines below it: they may belong to a text that is written as it stands.
  private QueueEntry reread(int index) {
    var read = new ArrayList<QueueEntry>();
    read(file, list.lines(index) + list.gap(index), read::add);
    return read.getFirst();
  }

  private int headSize() {
    return spread
        .map(rest -> rest.left().size())
        .orElseGet(() -> list.items().get(next).value().size());
  }

  private String headLines() {
    return spread.map(Spread::head).orElseGet(() -> list.lines(next));
  }

  private String fromHead() {
    if (isEmpty()) {
      return "";
    }
    return spread
        .map(rest -> rest.text().concat(list.below(next)))
        .orElseGet(() -> list.from(next));
  }

  private boolean tied() {
    return !isEmpty() && list.items().get(next).tied();
  }

  /// The same jobs, with the entries that are tied to others in canonical form. Comments in them
  /// are lost.
  private QueueYaml untied() {
    String margin = list.margin();
    var out = new StringBuilder(closed(above()));
    int at = list.items().get(next).start();
    for (int i = next; i < list.items().size(); i++) {
      var item = list.items().get(i);
      if (item.tied()) {
        out.append(list.text(), at, item.start());
        out.append(Canonical.indent(entry(i).canonical(), margin));
        at = item.end();
      }
    }
    return parse(file, out.append(list.text(), at, list.text().length()).toString());
  }

  private static String closed(String above) {
    return above.isEmpty() || above.endsWith("\n") ? above : above + "\n";
  }
}

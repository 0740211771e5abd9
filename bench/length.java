///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.Lab;
import bench.support.Marks;
import bench.support.PegasusProgram;
import bench.support.Rss;
import bench.support.Shell;
import bench.support.Table;
import pegasus.store.QueueLock;

/// What a long queue costs: the rate with 100 entries left and with 100,000, the time to the first
/// command, memory, and how long `pegasus l` and its lock wait for their turn.
void main(String... arguments) {
  System.exit(Bench.main(lab -> new Length(lab).measure(), arguments));
}

/// A queue of so many jobs that do nothing, but for those with a number for which there is a more.
interface Shape {
  List<String> yaml(int jobs, Map<Integer, String> more);
}

enum Kind {
  ONE_LINE("one line each", Kind::oneLine),
  SEVERAL_LINES("several lines each", Kind::severalLines),
  POINTS("one grid of points", Kind::points);

  final String title;
  final Shape shape;

  Kind(String title, Shape shape) {
    this.title = title;
    this.shape = shape;
  }

  @Override
  public String toString() {
    return title;
  }

  private static List<String> oneLine(int jobs, Map<Integer, String> more) {
    return IntStream.range(0, jobs).mapToObj(nr -> "- true " + nr + then(nr, more)).toList();
  }

  private static List<String> severalLines(int jobs, Map<Integer, String> more) {
    return IntStream.range(0, jobs)
        .mapToObj(
            nr ->
                """
                # run %1$d
                - command:
                    - true {{ nr }}%2$s
                  nr: %1$d\
                """
                    .formatted(nr, then(nr, more)))
        .toList();
  }

  private static String then(int nr, Map<Integer, String> more) {
    return more.containsKey(nr) ? "; " + more.get(nr) : "";
  }

  /// The command asks for its number, as a grid's jobs share it.
  private static List<String> points(int jobs, Map<Integer, String> more) {
    String cases =
        more.entrySet().stream()
            .map(one -> one.getKey() + ") " + one.getValue() + ";; ")
            .collect(Collectors.joining());
    String command = "case {{ nr }} in " + cases + "esac";
    String numbers =
        IntStream.range(0, jobs).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return List.of("- command:", "    - \"" + command + "\"", "  nr: [" + numbers + "]");
  }
}

/// What one run of a queue tells.
enum Figure {
  RATE("commands per second"),
  FIRST("seconds to the first command"),
  MEMORY("MB of memory");

  final String title;

  Figure(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}

/// One lab's queues.
static final class Length {
  private static final String EDITOR = "seconds to the editor";
  private static final String LOCK = "milliseconds to the lock itself"; // for a program that runs

  private final Lab lab;
  private final Marks marks;
  private final int many;
  private final int warm;
  private final int counted;

  Length(Lab lab) {
    this.lab = lab;
    this.marks = lab.marks();
    this.many = lab.settings().size(100_000, 20);
    this.warm = lab.settings().jobs(400);
    this.counted = lab.settings().size(100, 4);
  }

  List<Table> measure() throws InterruptedException {
    var queues = new Contest<>("a queue on 1 host", List.of(Figure.values()));
    for (var kind : Kind.values()) {
      for (int more : lab.settings().columns(List.of(many, 0)).reversed()) {
        add(queues, kind, more);
      }
    }
    var turns =
        new Contest<>("pegasus l", List.of(EDITOR, LOCK))
            .add("nothing running", turn -> alone(turn))
            .add("beside 8 hosts and %,d entries".formatted(many), turn -> beside(turn, many));
    return List.of(queues.run(lab.settings()), turns.run(lab.settings()));
  }

  // The first figure that is asked for runs the queue, and brings the others.
  private void add(Contest<Figure> queues, Kind kind, int more) {
    var figures = new EnumMap<Figure, Double>(Figure.class);
    queues.add(
        "Pegasus, %,d entries, %s".formatted(more == 0 ? counted : more, kind),
        figure -> {
          if (!figures.containsKey(figure)) {
            figures.putAll(run(kind, more));
          }
          return figures.remove(figure);
        });
  }

  private Map<Figure, Double> run(Kind kind, int more) throws Exception {
    try (var run = new Running(kind, more, 1)) {
      run.await("end");
      return Map.of(
          Figure.RATE, counted / marks.seconds("begin", "end"),
          Figure.FIRST, Marks.seconds(run.since, marks.time("first")),
          Figure.MEMORY, Rss.most(run.process.toHandle()));
    }
  }

  private double alone(String turn) throws Exception {
    write(Kind.ONE_LINE, 0, 1);
    return taken(turn);
  }

  private double beside(String turn, int entries) throws Exception {
    try (var run = new Running(Kind.ONE_LINE, entries, 8)) {
      run.await("begin");
      return taken(turn);
    }
  }

  private double taken(String turn) throws Exception {
    return turn.equals(EDITOR) ? edit() : lock();
  }

  private double edit() throws Exception {
    String editor = "touch " + marks.folder().resolve("turn");
    Path queue = lab.folder().resolve("queue.yaml");
    Instant since = Instant.now();
    new Shell(Files.createDirectories(lab.folder().resolve("editor")))
        .run(lab.pegasus().with("l", "--queue-file", queue.toString(), "--editor", editor));
    return Marks.seconds(since, marks.time("turn"));
  }

  private double lock() throws IOException {
    var lock = new QueueLock(lab.folder().resolve("queue.yaml").toRealPath(), "the bench");
    Instant since = Instant.now();
    try (var _ = lock.acquire(() -> false, _ -> {}).orElseThrow()) {
      return 1000 * Marks.seconds(since, Instant.now());
    }
  }

  private void write(Kind kind, int more, int hosts) throws IOException {
    marks.clear();
    PegasusProgram.write(lab.folder(), Lab.names(hosts), List.of());
    Map<Integer, String> moments =
        Map.of(
            0,
            marks.command("first"),
            warm,
            marks.command("begin"),
            warm + counted,
            marks.command("end"));
    int jobs = warm + counted + 1 + more;
    Files.write(lab.folder().resolve("queue.yaml"), kind.shape.yaml(jobs, moments));
  }

  /// Pegasus at work, until it is closed.
  final class Running implements AutoCloseable {
    final Instant since;
    final Process process;

    Running(Kind kind, int more, int hosts) throws IOException {
      write(kind, more, hosts);
      since = Instant.now();
      String config = lab.nodes().plain().toString();
      process = lab.shell().start(lab.pegasus().with("q", "-F", config));
    }

    void await(String mark) throws IOException, InterruptedException {
      marks.await(mark, process, lab.folder().resolve("err"));
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}

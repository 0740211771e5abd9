package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Event;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Job;

/// The console on real pipes.
@Timeout(60)
class ConsolePipeTest {
  private static final int HOSTS = 16;
  private static final int EVENTS = 40;
  private static final int LINES = 5000; // of an event: more than a pipe holds
  private static final Job JOB = new Job("seq");

  private final AtomicInteger brokenPipes = new AtomicInteger();

  @TempDir private Path folder;
  private Path pipe;

  @BeforeEach
  void makePipe() throws Exception {
    pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
  }

  @Test
  void lines_are_neither_torn_nor_mixed_when_many_hosts_print_at_once() throws Exception {
    try (var threads = Executors.newCachedThreadPool()) {
      Future<List<String>> read = threads.submit(() -> readAll());
      try (var out = new FileOutputStream(pipe.toFile());
          var err = new FileOutputStream(pipe.toFile())) {
        var console = console(out, err, true);
        for (var done :
            threads.invokeAll(
                IntStream.range(0, HOSTS).mapToObj(i -> printer(console, i)).toList())) {
          done.get();
        }
      }
      assertWhole(read.get());
    }
  }

  @Test
  void a_reader_that_has_seen_enough_is_told_once_and_quietly() throws Exception {
    try (var threads = Executors.newCachedThreadPool();
        var err = new FileOutputStream(folder.resolve("err").toFile())) {
      Future<String> first = threads.submit(() -> readFirst());
      try (var out = new FileOutputStream(pipe.toFile())) {
        var console = console(out, err, false);
        console.accept(output(0, Source.STDOUT, "a\n"));
        assertEquals("[node-0] a", first.get());
        console.accept(output(0, Source.STDOUT, "b\n"));
        console.accept(output(0, Source.STDOUT, "c\n"));
        console.accept(output(0, Source.STDERR, "d\n"));
      }
    }
    assertEquals(1, brokenPipes.get());
    assertEquals("[node-0] d\n", Files.readString(folder.resolve("err")));
  }

  /// Every event's lines stand together, and those of a host's stream in their order.
  private static void assertWhole(List<String> lines) {
    assertEquals(HOSTS * EVENTS * LINES, lines.size());
    var seen = new HashMap<String, Integer>();
    for (int at = 0; at < lines.size(); at += LINES) {
      String first = lines.get(at);
      String stream = first.substring(0, first.lastIndexOf(' '));
      int event = seen.merge(stream, 1, Integer::sum);
      assertEquals(stream + " " + event, first);
      for (String line : lines.subList(at, at + LINES)) {
        assertEquals(first, line);
      }
    }
  }

  private static Callable<Void> printer(Console console, int host) {
    return () -> {
      for (int event = 1; event <= EVENTS / 2; event++) {
        for (var source : Source.values()) {
          console.accept(output(host, source, text(source, event)));
        }
      }
      return null;
    };
  }

  private static String text(Source source, int event) {
    return (source + " " + event + "\n").repeat(LINES);
  }

  private static Event output(int host, Source source, String lines) {
    return new Event.Output(new Host("node-" + host), JOB, source, lines);
  }

  private List<String> readAll() throws Exception {
    var lines = new ArrayList<String>();
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      reader.lines().forEach(lines::add);
    }
    return lines;
  }

  private String readFirst() throws Exception {
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      return reader.readLine();
    }
  }

  private Console console(OutputStream out, OutputStream err, boolean samePlace) {
    return new Console(
        new ConsoleSettings(
            Screen.plain(out, false),
            Screen.plain(err, false),
            samePlace,
            1,
            brokenPipes::incrementAndGet,
            () -> {}));
  }
}

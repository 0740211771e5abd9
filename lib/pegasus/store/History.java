package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pegasus.Host;
import pegasus.Job;
import pegasus.PegasusException.Malformed;

/// What journal.jsonl tells about the past: each run of a job, in the order in which they started.
public final class History {
  private final Map<String, Past> byId = new LinkedHashMap<>();

  private History() {}

  /// One run of a job on one host.
  ///
  /// @param id of this run, see `pegasus.Result`
  /// @param taken the name that all runs share which came from one taking of the job from the queue
  /// @param run which run of Pegasus started it
  /// @param queue the queue it was taken from, by the name of its file; empty in old journals
  /// @param since when it was taken
  /// @param ended how it ended, as the journal says it; empty when it does not say
  /// @param written whether the journal says how it ended
  /// @param back whether the job is back in the queue, or was since
  public record Past(
      String id,
      String taken,
      String run,
      String queue,
      Job job,
      Host host,
      int attempt,
      String rendered,
      Instant since,
      Optional<JournalLine> ended,
      boolean written,
      boolean back) {
    /// `exited`, `lost` and so on; `running` while there is no end.
    public String outcome() {
      return ended.map(line -> line.string("outcome")).orElse("running");
    }

    /// Whether the journal knows of no end, and of no way back into the queue.
    public boolean isOpen() {
      return ended.isEmpty() && !back;
    }

    private Past with(JournalLine end) {
      return with(end, true);
    }

    /// Lost, which the journal does not say yet.
    Past lost(JournalLine end) {
      return with(end, false);
    }

    private Past with(JournalLine end, boolean isWritten) {
      return new Past(
          id,
          taken,
          run,
          queue,
          job,
          host,
          attempt,
          rendered,
          since,
          Optional.of(end),
          isWritten,
          back);
    }

    private Past back(boolean isBack) {
      return new Past(
          id, taken, run, queue, job, host, attempt, rendered, since, ended, written, isBack);
    }
  }

  /// Reads a journal; one that is not there is empty.
  public static History read(Path journal) {
    var history = new History();
    // Not Files.newBufferedReader: that one stops at bytes that are not UTF-8.
    try (var lines =
        new BufferedReader(new InputStreamReader(Files.newInputStream(journal), UTF_8))) {
      lines.lines().map(JournalLine::parse).flatMap(Optional::stream).forEach(history::add);
      return history;
    } catch (NoSuchFileException e) {
      return history;
    } catch (IOException e) {
      throw new StoreException("read", journal, e);
    } catch (UncheckedIOException e) {
      throw new StoreException("read", journal, e.getCause());
    }
  }

  /// All runs of jobs, the oldest first.
  public List<Past> all() {
    return List.copyOf(byId.values());
  }

  private void add(JournalLine line) {
    switch (line.event()) {
      case "started" -> started(line).ifPresent(past -> byId.put(past.id(), past));
      case "ended" -> change(line, past -> past.with(line));
      case "returned", "retried" -> change(line, past -> past.back(true));
      case "unretried" -> change(line, past -> past.back(false));
      default -> {
        // From a later version.
      }
    }
  }

  private void change(JournalLine line, UnaryOperator<Past> how) {
    byId.computeIfPresent(line.id(), (_, past) -> how.apply(past));
  }

  private static Optional<Past> started(JournalLine line) {
    if (line.id().isEmpty()) {
      return Optional.empty();
    }
    String taken = line.string("taken");
    try {
      return Optional.of(started(line, taken.isEmpty() ? line.id() : taken));
    } catch (Malformed e) {
      return Optional.empty(); // no host, say
    }
  }

  private static Past started(JournalLine line, String taken) {
    return new Past(
        line.id(),
        taken,
        line.string("run"),
        line.string("queue"),
        new Job(line.string("command"), line.strings("parameters")),
        new Host(line.string("host"), line.strings("host_parameters")),
        line.number("attempt", 1),
        line.string("rendered"),
        line.instant("time").orElse(Instant.EPOCH),
        Optional.empty(),
        false,
        false);
  }
}

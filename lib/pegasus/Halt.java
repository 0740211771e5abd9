package pegasus;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pegasus.PegasusException.Malformed;

/// When a run ends before its queue does, with the meaning that GNU parallel gives to `--halt`. In
/// a broadcast a job counts once for each host.
///
/// ```java
/// Options options = Options.defaults().withHalt(Halt.parse("soon,fail=10%"));
/// ```
///
/// @param now whether the commands that run are ended too; otherwise only no new one starts
/// @param what which jobs count
/// @param number how many of them
/// @param percent whether `number` is a percentage instead: of all jobs, those that have ended,
///   those that run and those that are in the queue at that moment. It counts once three have ended
public record Halt(boolean now, What what, int number, boolean percent) {
  private static final int ENOUGH_FOR_PERCENT = 3;
  private static final Pattern TEXT =
      Pattern.compile("(soon|now),(fail|success|done)=(\\d{1,9})(%?)");

  /// Which jobs count.
  public enum What {
    /// Those that did not succeed.
    FAIL,
    /// Those that succeeded.
    SUCCESS,
    /// All that have ended.
    DONE
  }

  /// Checks the number, and refuses null.
  ///
  /// @throws Malformed when it is less than 1, or more than 100 percent
  public Halt {
    Objects.requireNonNull(what);
    if (number < 1 || (percent && number > 100)) {
      throw new Malformed(
          "--halt counts from 1 on, and to 100%% at most, not %d".formatted(number));
    }
  }

  /// Reads `soon,fail=1`, `now,fail=3`, `soon,fail=10%`, `now,success=1`, `soon,done=5`.
  ///
  /// @param text one of these
  /// @return what it says
  /// @throws Malformed for anything else
  public static Halt parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new Malformed(
          "'%s' is no way to halt; write soon or now, and what counts: soon,fail=1 or now,fail=10%%"
              .formatted(text));
    }
    What what = What.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
    int number = Integer.parseInt(parts.group(3));
    return new Halt(parts.group(1).equals("now"), what, number, !parts.group(4).isEmpty());
  }

  /// How many jobs have ended, and how many of these failed.
  record Tally(long done, long failed) {}

  /// Whether it is time.
  ///
  /// @param total how many jobs there are; asked for a percentage only. While that is unknown it is
  ///   not time
  boolean reached(Tally tally, Supplier<OptionalLong> total) {
    long count =
        switch (what) {
          case FAIL -> tally.failed();
          case SUCCESS -> tally.done() - tally.failed();
          case DONE -> tally.done();
        };
    return percent
        ? tally.done() >= ENOUGH_FOR_PERCENT
            && total.get().stream().anyMatch(all -> 100 * count >= number * all)
        : count >= number;
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return "%s,%s=%d%s"
        .formatted(
            now ? "now" : "soon", what.name().toLowerCase(Locale.ROOT), number, percent ? "%" : "");
  }
}

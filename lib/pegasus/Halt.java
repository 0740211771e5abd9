package pegasus;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pegasus.PegasusException.Malformed;

/// When a run ends before its queue does, with the meaning that GNU parallel gives to `--halt`.
///
/// @param now whether the commands that run are ended too; otherwise only no new one starts
/// @param what which jobs count
/// @param number how many of them
/// @param percent whether `number` is a percentage of the jobs instead, which counts from the third job on
public record Halt(boolean now, What what, int number, boolean percent) {
  private static final Pattern TEXT =
      Pattern.compile("(soon|now),(fail|success|done)=(\\d{1,9})(%?)");

  /// Which jobs count.
  public enum What {
    FAIL,
    SUCCESS,
    DONE
  }

  public Halt {
    if (number < 1) {
      throw new Malformed("--halt counts from 1 on, not " + number);
    }
  }

  /// Reads `soon,fail=1`, `now,fail=3`, `soon,fail=10%`, `now,success=1`, `soon,done=5`.
  ///
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
}

package pegasus.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How long something may take, as `timeout` of the GNU coreutils reads it: a number, decimals
/// allowed, of seconds, or of what the letter behind it says. But 0 is no time, and not for ever.
final class TimeLimit implements ITypeConverter<Duration> {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})([smhd]?)");

  @Override
  public Duration convert(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw mistake(text);
    }
    BigDecimal unit = BigDecimal.valueOf(unit(parts.group(2)).getDuration().toNanos());
    BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(unit);
    BigDecimal[] split = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    Duration time = Duration.ofSeconds(split[0].longValue(), split[1].longValue());
    if (!time.isPositive()) {
      throw mistake(text);
    }
    return time;
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      case "d" -> ChronoUnit.DAYS;
      default -> ChronoUnit.SECONDS;
    };
  }

  private static TypeConversionException mistake(String text) {
    return new TypeConversionException(
        "'%s' is no length of time above 0 and of nine digits at most; write 90, 90s, 1.5m, 2h or 1d"
            .formatted(text));
  }
}

package pegasus.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of things: 0, 1, 2 and so on.
final class Count implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new TypeConversionException("'" + text + "' is not a number from 0 to 999999999");
    }
    return Integer.valueOf(text);
  }
}

package pegasus.cli;

import pegasus.Halt;
import pegasus.PegasusException.Malformed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// When to halt, as [Halt#parse] reads it.
final class HaltText implements ITypeConverter<Halt> {
  @Override
  public Halt convert(String text) {
    try {
      return Halt.parse(text);
    } catch (Malformed e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}

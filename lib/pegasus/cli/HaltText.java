package pegasus.cli;

import java.util.ArrayList;
import java.util.List;
import pegasus.Halt;
import pegasus.PegasusException.Malformed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// When to halt, as [Halt#parse] reads it.
final class HaltText implements ITypeConverter<Halt> {
  /// What a shell offers.
  static final class Examples extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Examples() {
      super(List.of("soon,fail=1", "now,fail=1", "soon,success=1", "now,success=1"));
    }
  }

  @Override
  public Halt convert(String text) {
    try {
      return Halt.parse(text);
    } catch (Malformed e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}

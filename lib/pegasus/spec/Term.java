package pegasus.spec;

import com.google.gson.JsonElement;
import java.util.List;

/// Something in a template that stands for a value.
sealed interface Term {
  /// A value that is written out: `"text"`, `16`, `[1, 2]`, or the text between the tags.
  record Literal(JsonElement value) implements Term {}

  /// A name: `bs`, `this`, `../bs`, `@index`, `@root.bs`, `model.layers.0`.
  ///
  /// @param text as it was written, for messages
  /// @param from where to look first
  /// @param up how many blocks further out to look
  /// @param steps what to follow from there; none stands for the whole
  record Name(String text, From from, int up, List<String> steps) implements Term {
    public Name {
      steps = List.copyOf(steps);
    }
  }

  /// Where a name is looked for.
  enum From {
    /// In the value that the block is about, after the block's own parameters.
    HERE,
    /// In the variables of the whole template: `@root`.
    ROOT,
    /// Among what the block itself says: `@index`.
    BLOCK
  }
}

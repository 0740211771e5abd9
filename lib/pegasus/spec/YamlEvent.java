package pegasus.spec;

import java.util.Optional;

/// One step through a YAML text. A document is a [DocumentStart], one node, and an [End]; a node is
/// a [Scalar], an [Alias], or all between the start of a list or mapping and its [End].
sealed interface YamlEvent {
  Span span();

  /// Where it starts.
  default Place place() {
    return span().place();
  }

  /// The anchor that it sets or, if it is an alias, stands for.
  default Optional<String> anchor() {
    return Optional.empty();
  }

  /// Where it stands. The end of a list or mapping without brackets has no text: its span is empty,
  /// and lies where the next thing starts.
  ///
  /// @param start offset into the text
  /// @param end offset behind it
  record Span(Place place, int start, int end) {
    boolean isEmpty() {
      return start == end;
    }
  }

  record DocumentStart(Span span) implements YamlEvent {}

  /// @param plain whether it stands without quotes
  record Scalar(
      Span span, Optional<String> anchor, Optional<String> tag, String text, boolean plain)
      implements YamlEvent {}

  record Alias(Span span, Optional<String> anchor) implements YamlEvent {}

  /// @param brackets whether it is written `[a, b]`, and not on lines that start with `-`
  record ListStart(Span span, Optional<String> anchor, boolean brackets) implements YamlEvent {}

  record MappingStart(Span span, Optional<String> anchor) implements YamlEvent {}

  /// The end of the innermost list or mapping, or else of the document.
  record End(Span span) implements YamlEvent {}
}

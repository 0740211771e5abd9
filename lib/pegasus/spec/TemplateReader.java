package pegasus.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import pegasus.PegasusException.Malformed;

/// Reads a template in the Rust dialect and writes the same for the engine, whose syntax differs:
/// there `{{bs}}}` does not parse, `\\{{` means something else, strings have no escapes, names are
/// Latin or Cyrillic, and blocks on lines of their own leave blank lines behind.
///
/// What is written holds tags only, and of the user's own words only helpers' names and what
/// follows `as`: texts, literals and names go into a list of terms, and `{{t 3}}` stands for number
/// 3. So no text can be mistaken for a tag, and no name reaches anything but the template's own
/// values.
final class TemplateReader {
  /// A template for the engine.
  ///
  /// @param code tags in the engine's syntax
  /// @param terms what `t 0`, `t 1`, ... stand for
  record Code(String code, List<Term> terms) {
    public Code {
      terms = List.copyOf(terms);
    }
  }

  /// A block that waits for its end.
  ///
  /// @param start the offset of its tag, for messages
  /// @param name what closes it
  /// @param end what to write when it is closed
  /// @param takesElse whether `{{else}}` may follow
  private record Open(int start, String name, String end, boolean takesElse) {}

  private static final Pattern ELSE = Pattern.compile("(else|\\^)(?=[ \t\r\n]*~?[ \t\r\n]*}})");
  private static final Pattern ELSE_IF = Pattern.compile("else[ \t\r\n]+(?=[a-z])");
  private static final Pattern PARTIAL_NAME = Pattern.compile("[^ \t\r\n~}='\"(]+");

  private final Cursor cursor;
  private final List<Term> terms = new ArrayList<>();
  private final TagReader tags;
  private final TemplateText text;
  private final StringBuilder code = new StringBuilder();
  private final Deque<Open> open = new ArrayDeque<>();
  private final TemplatePartials partials = new TemplatePartials();

  private TemplateReader(String source) {
    cursor = new Cursor(source);
    tags = new TagReader(cursor, terms);
    text = new TemplateText(cursor);
  }

  /// @throws Malformed with the line and the column of the mistake
  static Code read(String source) {
    return new TemplateReader(source).read();
  }

  private Code read() {
    while (!cursor.atEnd()) {
      text.read("{{");
      if (!cursor.atEnd()) {
        tag();
      }
    }
    write(text.end(), "");
    if (!open.isEmpty()) {
      Open block = open.peek();
      throw cursor.mistake(
          block.start, "this block is never closed: {{/" + block.name + "}} is missing");
    }
    partials.check(cursor);
    return new Code(code.toString(), terms);
  }

  private void write(String before, String tag) {
    if (!before.isEmpty()) {
      code.append("{{").append(tags.term(new Term.Literal(Json.of(before)))).append("}}");
    }
    code.append(tag);
  }

  private void tag() {
    int start = cursor.at();
    if (cursor.ahead("{{!")) {
      cursor.take("{{");
      comment(start, false);
    } else if (cursor.take("{{{{")) {
      raw(start);
    } else {
      cursor.take("{{");
      boolean trimsBefore = mark();
      body(start, trimsBefore);
    }
  }

  private void body(int start, boolean trimsBefore) {
    switch (cursor.peek()) {
      case '!' -> comment(start, trimsBefore);
      case '#' -> block(start, trimsBefore);
      case '/' -> close(start, trimsBefore);
      case '>' -> partial(start, trimsBefore);
      case '{' -> triple(trimsBefore);
      case '*' -> throw onlyInline(start);
      case '=' -> throw cursor.mistake(start, "the braces cannot be replaced by others here");
      default -> {
        if (!cursor.take(ELSE).isEmpty()) {
          // The empty text: the engine takes an empty else for none.
          String empty = "{{" + tags.term(new Term.Literal(Json.of(""))) + "}}";
          otherwise(start, trimsBefore, "{{else}}" + empty, true);
        } else if (!cursor.take(ELSE_IF).isEmpty()) {
          otherwise(start, trimsBefore, "{{else " + tags.block().code() + "}}", false);
        } else {
          cursor.take("&");
          cursor.skipBlanks();
          value(trimsBefore);
        }
      }
    }
  }

  // A tilde at the end trims only if there is one at the start: else it is part of the comment.
  private void comment(int start, boolean trimsBefore) {
    cursor.take("!");
    int body = cursor.at();
    boolean closed = cursor.take("--") && cursor.find("--}}");
    if (!closed) {
      cursor.moveTo(body);
      closed = cursor.find("}}");
    }
    if (!closed) {
      throw cursor.mistake(start, "this comment is never closed: }} is missing");
    }
    boolean trimsBehind = trimsBefore && cursor.since(start).endsWith("~}}");
    write(text.beforeComment(start, trimsBefore, trimsBehind), "");
  }

  private void raw(int start) {
    boolean trimsBefore = mark();
    TagReader.Call call = tags.block();
    boolean trimsBehind = end("}}}}");
    write(text.beforeLine(start, trimsBefore, trimsBehind), "{{#" + call.code() + "}}");
    // The original drops the blanks here as well.
    cursor.skipBlanks();
    text.read("{{{{");
    int stop = cursor.at();
    cursor.take("{{{{");
    boolean trimsInside = mark();
    if (!cursor.take("/") || !cursor.take(PARTIAL_NAME).equals(call.name())) {
      throw cursor.mistake(
          start, "this raw block is never closed: {{{{/" + call.name() + "}}}} is missing");
    }
    boolean trimsAfter = end("}}}}");
    write(text.beforeLine(stop, trimsInside, trimsAfter), "{{/" + call.name() + "}}");
  }

  private void value(boolean trimsBefore) {
    String value = tags.value();
    boolean trimsBehind = end("}}");
    write(text.beforeValue(trimsBefore, trimsBehind), "{{" + value + "}}");
  }

  private void triple(boolean trimsBefore) {
    cursor.take("{");
    boolean innerBefore = mark();
    String value = tags.value();
    boolean innerBehind = end("}");
    boolean trimsBehind = end("}}");
    write(
        text.beforeValue(trimsBefore || innerBefore, innerBehind || trimsBehind),
        "{{" + value + "}}");
  }

  private void block(int start, boolean trimsBefore) {
    cursor.take("#");
    cursor.skipBlanks();
    if (cursor.take("*")) {
      inline(start, trimsBefore);
    } else if (cursor.peek() == '>') {
      partialBlock(start, trimsBefore);
    } else {
      TagReader.Call call = tags.block();
      open(start, trimsBefore, call.name(), "{{#" + call.code() + "}}", "{{/" + call.name() + "}}");
    }
  }

  private void open(int start, boolean trimsBefore, String name, String begin, String end) {
    open.push(new Open(start, name, end, begin.startsWith("{{#" + name + " ")));
    boolean trimsBehind = end("}}");
    write(text.beforeLine(start, trimsBefore, trimsBehind), begin);
  }

  private void inline(int start, boolean trimsBefore) {
    if (!cursor.take("inline")) {
      throw onlyInline(start);
    }
    String begin = "{{#*inline \"" + partials.define(partialName()) + "\"}}";
    open(start, trimsBefore, "inline", begin, "{{/inline}}");
  }

  private void partial(int start, boolean trimsBefore) {
    cursor.take(">");
    String partial = "{{> \"" + partials.use(partialName(), start) + "\"}}";
    String scope = tags.scope();
    boolean trimsBehind = end("}}");
    write(
        text.beforeIndented(start, trimsBefore, trimsBehind),
        scope.isEmpty() ? partial : "{{#" + scope + "}}" + partial + "{{/scope}}");
  }

  private void partialBlock(int start, boolean trimsBefore) {
    cursor.take(">");
    String name = partialName();
    String number = partials.useOrElse(name);
    String scope = tags.scope();
    String begin = (scope.isEmpty() ? "" : "{{#" + scope + "}}") + "{{#> \"" + number + "\"}}";
    String end = "{{/" + number + "}}" + (scope.isEmpty() ? "" : "{{/scope}}");
    open(start, trimsBefore, name, begin, end);
  }

  private Malformed onlyInline(int start) {
    return cursor.mistake(start, "the one decorator there is, is {{#*inline \"name\"}}");
  }

  private String partialName() {
    cursor.skipBlanks();
    char quote = cursor.peek();
    String name = quote == '"' || quote == '\'' ? tags.string() : cursor.take(PARTIAL_NAME);
    if (name.isEmpty()) {
      throw cursor.mistake("a partial's name belongs here, as in {{> name}}");
    }
    return name;
  }

  private void close(int start, boolean trimsBefore) {
    cursor.take("/");
    cursor.skipBlanks();
    String name = cursor.take(PARTIAL_NAME);
    boolean trimsBehind = end("}}");
    if (open.isEmpty()) {
      throw cursor.mistake(start, "{{/" + name + "}} closes nothing: no block is open here");
    }
    Open block = open.pop();
    if (!block.name.equals(name)) {
      String expected = "the block that is open here is closed by {{/" + block.name + "}}";
      throw cursor.mistake(start, "{{/" + name + "}} does not belong here: " + expected);
    }
    write(text.beforeLine(start, trimsBefore, trimsBehind), block.end);
  }

  private void otherwise(int start, boolean trimsBefore, String tag, boolean last) {
    if (open.isEmpty() || !open.peek().takesElse) {
      throw cursor.mistake(
          start, "{{else}} belongs into a block such as {{#if ...}}...{{/if}}, once");
    }
    Open block = open.pop();
    open.push(new Open(block.start, block.name, block.end, !last));
    boolean trimsBehind = end("}}");
    write(text.beforeLine(start, trimsBefore, trimsBehind), tag);
  }

  /// Reads the end of a tag, and tells whether it trims what follows.
  private boolean end(String braces) {
    boolean trims = mark();
    if (!cursor.take(braces)) {
      throw tags.unexpected(braces);
    }
    return trims;
  }

  private boolean mark() {
    cursor.skipBlanks();
    boolean mark = cursor.take("~");
    cursor.skipBlanks();
    return mark;
  }
}

package pegasus.spec;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Term.From;

/// Reads what stands between braces: names, calls of helpers, literals. See [TemplateReader] for
/// what is written.
///
/// A call is written with a 0 before its arguments. The engine treats the first argument apart, and
/// this keeps the user's own together.
final class TagReader {
  /// A call of a block helper.
  record Call(String name, String code) {}

  /// What a helper is given, each as the engine takes it.
  private record Arguments(List<String> plain, Map<String, String> keyed) {
    String code() {
      var keys = keyed.entrySet().stream().map(e -> "[" + e.getKey() + "]=(" + e.getValue() + ")");
      return Stream.concat(plain.stream().map(p -> "(" + p + ")"), keys).collect(joining(" "));
    }
  }

  private static final String SYMBOL = "[A-Za-z0-9_$\\x{80}-\\x{10ffff}-]";
  private static final Pattern WORD = Pattern.compile(SYMBOL + "+");
  private static final Pattern KEY = Pattern.compile(SYMBOL + "+(?=[ \t\r\n]*=)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?!" + SYMBOL + "|[./])");
  private static final Pattern CONSTANT =
      Pattern.compile("(?:true|false|null)(?!" + SYMBOL + "|[./])");
  private static final Pattern BLOCK_PARAMETERS = Pattern.compile("as[ \t\r\n]*\\|[^|]*\\|");
  private static final Pattern DOT = Pattern.compile("[.](?!" + SYMBOL + ")");
  private static final Pattern BRACKETED = Pattern.compile("\\[[^]]*]");

  private final Cursor cursor;
  private final List<Term> terms;

  TagReader(Cursor cursor, List<Term> terms) {
    this.cursor = cursor;
    this.terms = terms;
  }

  /// Adds a term, and returns what stands for it.
  String term(Term term) {
    terms.add(term);
    return "t " + (terms.size() - 1);
  }

  /// A name, or a helper and its arguments.
  String value() {
    int start = cursor.at();
    if (cursor.peek() == '(') {
      return subexpression();
    }
    String word = cursor.take(WORD);
    boolean whole = !word.isEmpty() && "./".indexOf(cursor.peek()) < 0;
    cursor.skipBlanks();
    if (whole && !atEnd()) {
      return call(start, word, false);
    }
    cursor.moveTo(start);
    return name();
  }

  /// A block helper, its arguments, and the names it gives: `each list as |item index|`.
  Call block() {
    int start = cursor.at();
    String name = cursor.take(WORD);
    if (name.isEmpty()) {
      throw unexpected("a helper such as if or each");
    }
    String call = call(start, name, true);
    return new Call(name, call + blockParameters());
  }

  /// What a partial is given to work with; nothing if that is what is here.
  String scope() {
    String code = arguments().code();
    return code.isEmpty() ? "" : "scope 0 " + code;
  }

  /// A text in single or double quotes.
  String string() {
    int start = cursor.at();
    char quote = cursor.next();
    var text = new StringBuilder();
    while (!cursor.atEnd()) {
      char c = cursor.next();
      if (c == quote) {
        return text.toString();
      }
      text.append(c == '\\' ? escaped() : c);
    }
    throw cursor.mistake(start, "this text is never closed: " + quote + " is missing");
  }

  private char escaped() {
    char c = cursor.atEnd() ? '\0' : cursor.next();
    return switch (c) {
      case '"', '\'', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default ->
          throw cursor.mistake("\\" + c + " means nothing here; a backslash is written \\\\");
    };
  }

  private char unicode() {
    String digits = cursor.take(Pattern.compile("[0-9A-Fa-f]{4}"));
    if (digits.isEmpty()) {
      throw cursor.mistake("\\u takes four hexadecimal digits");
    }
    return (char) Integer.parseInt(digits, 16);
  }

  private String subexpression() {
    int start = cursor.at();
    cursor.take("(");
    cursor.skipBlanks();
    String value = value();
    cursor.skipBlanks();
    if (!cursor.take(")")) {
      throw cursor.atEnd() ? cursor.mistake(start, "( is never closed") : unexpected(")");
    }
    return value;
  }

  private String call(int start, String name, boolean block) {
    Helper helper =
        Helpers.find(name).orElseThrow(() -> cursor.mistake(start, Helpers.unknown(name)));
    Arguments arguments = arguments();
    var mistake =
        helper.signature().mistake(arguments.plain.size(), arguments.keyed.keySet(), block);
    if (mistake.isPresent()) {
      throw cursor.mistake(start, mistake.get());
    }
    return name + " 0 " + arguments.code();
  }

  /// The arguments up to the end of the call.
  private Arguments arguments() {
    var arguments = new Arguments(new ArrayList<>(), new LinkedHashMap<>());
    cursor.skipBlanks();
    while (!atEnd() && !cursor.ahead(BLOCK_PARAMETERS)) {
      String key = cursor.take(KEY);
      if (key.isEmpty()) {
        arguments.plain.add(argument());
      } else {
        cursor.skipBlanks();
        cursor.take("=");
        cursor.skipBlanks();
        arguments.keyed.put(key, argument());
      }
      cursor.skipBlanks();
    }
    return arguments;
  }

  private String argument() {
    return switch (cursor.peek()) {
      case '"', '\'' -> literal(Json.of(string()));
      case '(' -> subexpression();
      case '{' -> json();
      case '[' -> jsonOrName();
      default -> {
        String constant = cursor.take(NUMBER) + cursor.take(CONSTANT);
        yield constant.isEmpty() ? name() : literal(Json.parse(constant));
      }
    };
  }

  private String literal(JsonElement value) {
    return term(new Term.Literal(value));
  }

  /// `[1, 2]` is a list, `[two words]` is a name.
  private String jsonOrName() {
    int start = cursor.at();
    try {
      return json();
    } catch (Malformed _) {
      cursor.moveTo(start);
      return name();
    }
  }

  private String json() {
    int start = cursor.at();
    int depth = 0;
    do {
      char c = cursor.peek();
      if (c == '"') {
        string();
      } else if (cursor.atEnd()) {
        throw cursor.mistake(start, "this is never closed");
      } else {
        depth += "[{".indexOf(c) >= 0 ? 1 : "]}".indexOf(c) >= 0 ? -1 : 0;
        cursor.next();
      }
    } while (depth > 0);
    try {
      return literal(Json.parse(cursor.since(start)));
    } catch (Malformed e) {
      throw cursor.mistake(start, e.getMessage());
    }
  }

  private String name() {
    int start = cursor.at();
    From from = From.HERE;
    int up = 0;
    for (boolean prefix = true; prefix; ) {
      if (cursor.take("../")) {
        up++;
      } else if (cursor.take("@")) {
        from = From.BLOCK;
      } else {
        prefix = cursor.take("./");
      }
    }
    var steps = new ArrayList<String>();
    if (cursor.take("..")) {
      up++;
    } else if (cursor.take(DOT).isEmpty()) {
      steps(steps);
    }
    if (from == From.BLOCK && !steps.isEmpty() && steps.getFirst().equals("root")) {
      from = From.ROOT;
      steps.removeFirst();
    }
    if (from == From.BLOCK && steps.isEmpty()) {
      throw cursor.mistake(start, "a name belongs behind the @, as in @index");
    }
    return term(new Term.Name(cursor.since(start), from, up, steps));
  }

  private void steps(List<String> steps) {
    do {
      String bracketed = cursor.take(BRACKETED);
      String step =
          bracketed.isEmpty() ? cursor.take(WORD) : bracketed.substring(1, bracketed.length() - 1);
      if (step.isEmpty()) {
        throw unexpected("a name");
      }
      if (!step.equals("this")) {
        steps.add(step);
      }
    } while (cursor.take(".") || cursor.take("/"));
  }

  private boolean atEnd() {
    return cursor.atEnd() || "})~".indexOf(cursor.peek()) >= 0;
  }

  private String blockParameters() {
    String found = cursor.take(BLOCK_PARAMETERS);
    if (found.isEmpty()) {
      return "";
    }
    String[] names =
        found.substring(found.indexOf('|') + 1, found.length() - 1).strip().split("\\s+");
    if (names.length > 2 || !Stream.of(names).allMatch(name -> WORD.matcher(name).matches())) {
      throw cursor.mistake("one or two names belong between the bars, as in as |item index|");
    }
    return Stream.of(names).map(name -> "[" + name + "]").collect(joining(" ", " as |", "|"));
  }

  /// The error for what stands here.
  ///
  /// @param expected what should stand here
  Malformed unexpected(String expected) {
    if (cursor.atEnd()) {
      return cursor.mistake("the template ends where " + expected + " is expected");
    }
    String found = new StringBuilder().appendCodePoint(cursor.rest().codePointAt(0)).toString();
    String braces = "; for braces that are text, write \\{{ instead of {{";
    return cursor.mistake("`" + found + "` stands where " + expected + " is expected" + braces);
  }
}

package pegasus.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pegasus.Job;

/// Makes queue files as people write them, in every layout YAML has, together with what they mean.
final class YamlTexts {
  /// A queue file, entry by entry.
  ///
  /// @param header what stands above the first entry
  record Text(String header, List<Entry> entries) {
    String yaml() {
      return from(0, header);
    }

    List<Job> jobs() {
      return entries.stream().flatMap(entry -> entry.jobs().stream()).toList();
    }

    /// The file when the first `taken` entries are cut out of it.
    String without(int taken) {
      var kept = new StringBuilder(header);
      entries.subList(0, taken).forEach(entry -> kept.append(entry.behind()));
      return from(taken, kept.toString());
    }

    private String from(int index, String above) {
      var yaml = new StringBuilder(above);
      entries
          .subList(index, entries.size())
          .forEach(entry -> yaml.append(entry.lines()).append(entry.behind()));
      return yaml.toString();
    }
  }

  /// @param lines the lines it stands on
  /// @param behind comments and empty lines between it and the next entry
  record Entry(String lines, String behind, List<Job> jobs) {}

  private final Random random;
  private final String margin;
  private final String lineBreak;
  private final boolean anchors;
  // Anchors defined so far, with the values they stand for.
  private final Map<String, List<String>> shared = new LinkedHashMap<>();
  private int words;

  private YamlTexts(Random random, boolean anchors) {
    this.random = random;
    this.anchors = anchors;
    this.margin = pick("", "", "  ", "   ");
    this.lineBreak = pick("\n", "\n", "\r\n");
  }

  /// @param anchors whether entries may share values by anchors and aliases
  static Text make(long seed, boolean anchors) {
    return new YamlTexts(new Random(seed), anchors).text();
  }

  private Text text() {
    String header = pick("", "\uFEFF") + pick("", "# \uD83D\uDE00\n\n", "---\n", "--- # top\n#\n");
    var entries = new ArrayList<Entry>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      entries.add(random.nextInt(3) == 0 ? mapping() : scalar());
    }
    return new Text(ended(header), random.nextBoolean() ? entries : unended(entries));
  }

  private Entry scalar() {
    String word = word();
    String blanks = margin + " ";
    return switch (random.nextInt(9)) {
      case 0 -> entry(word, word);
      case 1 -> entry(word + " # - no: entry", word);
      case 2 -> entry("'it''s " + word + "'", "it's " + word);
      case 3 -> entry("\"\\t\\u00e9 " + word + "\\\n" + blanks + "x\"", "\té " + word + "x");
      case 4 -> entry(word + "\n" + blanks + "- x\n\n" + blanks + "y", word + " - x\ny");
      case 5 -> entry("|\n" + blanks + word + "\n\n" + blanks + "# x", word + "\n\n# x\n");
      case 6 -> entry("|-\n" + blanks + "- " + word + "\n" + blanks + " x", "- " + word + "\n x");
      case 7 -> entry(">\n" + blanks + word + "\n" + blanks + "x", word + " x\n");
      default -> entry("\n" + blanks + word, word);
    };
  }

  private Entry entry(String yaml, String command) {
    return new Entry(
        ended(margin + "- " + yaml + "\n"), behind(), List.of(new Job(command, Map.of())));
  }

  private Entry mapping() {
    var axes = new LinkedHashMap<String, List<String>>();
    var keys = new ArrayList<String>(List.of("command", "a", "b c", "\u00e9\uD83D\uDE00"));
    keys = new ArrayList<>(keys.subList(0, 1 + random.nextInt(keys.size())));
    Collections.shuffle(keys, random);
    boolean flow = random.nextInt(4) == 0;
    var lines = new ArrayList<String>();
    for (String key : keys) {
      lines.add(key + ": " + values(key, flow, axes));
    }
    String yaml =
        flow
            ? "{" + String.join(",\n" + margin + " ", lines) + "}\n"
            : String.join(pick("", "\n" + margin + "  # - x") + "\n" + margin + "  ", lines) + "\n";
    return new Entry(ended(margin + "- " + yaml), behind(), product(axes));
  }

  private String values(String key, boolean flow, Map<String, List<String>> axes) {
    if (!shared.isEmpty() && random.nextBoolean()) {
      String anchor = pick(shared.keySet().toArray(String[]::new));
      axes.put(key, shared.get(anchor));
      return "*" + anchor + " ";
    }
    var values = new ArrayList<String>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      values.add(pick(word(), "1e-3", "010", "yes", "null"));
    }
    axes.put(key, values);
    String anchor = "";
    if (anchors && random.nextBoolean()) {
      shared.put("x" + shared.size(), values);
      anchor = "&x" + (shared.size() - 1) + " ";
    }
    return anchor + list(values, flow);
  }

  private String list(List<String> values, boolean flow) {
    if (values.size() == 1 && random.nextBoolean()) {
      return values.getFirst();
    }
    if (flow || random.nextBoolean()) {
      return "[" + String.join(", ", values) + "]";
    }
    String indent = "\n" + margin + pick("  ", "    ") + "- ";
    return pick("", "# x") + indent + String.join(indent, values);
  }

  private static List<Job> product(Map<String, List<String>> axes) {
    var jobs = List.of(new LinkedHashMap<String, String>());
    var names = new ArrayList<>(axes.keySet());
    names.remove("command");
    names.addFirst("command");
    for (String name : names) {
      var longer = new ArrayList<LinkedHashMap<String, String>>();
      for (var job : jobs) {
        for (String value : axes.get(name)) {
          var point = new LinkedHashMap<>(job);
          point.put(name, value);
          longer.add(point);
        }
      }
      jobs = longer;
    }
    return jobs.stream().map(point -> new Job(point.remove("command"), point)).toList();
  }

  private String behind() {
    return ended(pick("", "", "\n", "# \uD83D\uDE00 - x\n", "\n" + margin + "# x\n\n"));
  }

  private String word() {
    return "echo-" + words++;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String ended(String lines) {
    return lines.replace("\n", lineBreak);
  }

  /// The same without anything behind the last entry, not even a line break.
  private List<Entry> unended(List<Entry> entries) {
    Entry last = entries.removeLast();
    if (!last.lines().contains("|") && !last.lines().contains(">")) {
      last = new Entry(last.lines().stripTrailing(), "", last.jobs());
    }
    entries.add(last);
    return entries;
  }
}

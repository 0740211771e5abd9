package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Job;

class CanonicalTest {
  /// What YAML, shells and people give a meaning, and some letters.
  private static final List<String> PIECES =
      List.of(
          (" |\n|\t|\r|'|\"|:|: | #|#|- |-|?|\\|{|}|[|]|,|&|*|!|>|%|@|`|~|=|<<|---|...|$|a|b|1"
                  + "|\0|\u0007|\u001b|\u007f|\u0085|\u00a0|\u2028|\u2029|\uFEFF|é|漢|\uD83D\uDE00")
              .split("\\|"));

  @Test
  void an_entry_looks_as_people_write_it() {
    var job = new Job("python train.py --bs {{ bs }}", parameters("bs", "8", "lr", "1e-3"));
    assertEquals(
        """
        - command:
            - python train.py --bs {{ bs }}
          bs:
            - 8
          lr:
            - 1e-3
        """,
        Canonical.entry(job));
  }

  @Test
  void a_command_of_several_lines_stays_readable() {
    assertEquals(
        """
        - command:
            - |-
              cd /data

              ./run "a: b" # all
        """,
        Canonical.entry(new Job("cd /data\n\n./run \"a: b\" # all")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "1e-3", "yes", "null", "~", "2026-01-01", "0x1F", "echo hi; ls"})
  void a_simple_text_is_written_without_quotes(String text) {
    assertEquals("- command:\n    - " + text + "\n", Canonical.entry(new Job(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true", "", " ", "echo 'a' \"b\"", "a: b", "a #b", "# a", "- a", "{{ x }}", "a\n", "\n",
        "\ta", "a ", "\u0000", "a\u2028b", "\uD83D\uDE00", "! test -f x", "&a", "*a", "<<", "|",
            "%x"
      })
  void a_command_of_one_line_takes_two_lines(String command) {
    String entry = Canonical.entry(new Job(command));
    assertEquals(2, entry.chars().filter(c -> c == '\n').count(), entry);
    assertEquals(List.of(new Job(command)), read(entry));
  }

  @Test
  void a_long_line_is_not_folded() {
    String command = "echo " + "word \uD83D\uDE00 ".repeat(2000) + "'\"";
    assertEquals(2, Canonical.entry(new Job(command)).lines().count());
    assertReadsBack(new Job(command, parameters("p", command + "\t")));
  }

  @Test
  void any_text_reads_back_as_it_is() {
    var random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      var names = new LinkedHashMap<String, String>();
      for (int k = random.nextInt(3); k > 0; k--) {
        names.put("p" + text(random, 4), text(random, 8));
      }
      assertReadsBack(new Job(text(random, 12), names));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<<", "a: b", "hostname", "{{ x }}", "~", "1", "a\nb", "'", "a\u2028b", "é"})
  void any_name_reads_back_as_it_is(String name) {
    assertReadsBack(new Job("a", parameters(name, "1")));
    assertReadsBack(new Job("a", parameters(name.repeat(300), "1")));
  }

  @Test
  void what_is_written_without_SnakeYAML_is_what_it_would_write() {
    var random = new Random(4);
    int plain = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = "a" + text(random, 6);
      if (Plain.is(text)) {
        plain++;
        String lines = Canonical.yamlLines("p" + text, List.of(text, "b"));
        assertEquals(lines, Canonical.lines("p" + text, List.of(text, "b")));
        assertEquals(List.of(new Job(text)), read("- " + text + "\n"));
      }
    }
    assertTrue(plain > 1000, "only " + plain);
  }

  @Test
  void blank_lines_below_an_entry_do_not_change_it() {
    for (String command : List.of("a\nb", "a\nb\n", "a\nb\n\n", "a\nb\n \n", "\na\n", " a\nb")) {
      String entry = Canonical.entry(new Job(command));
      assertEquals(List.of(new Job(command), new Job("z")), read(entry + "\n\n- z\n"));
      assertFalse(entry.endsWith("\n\n"), entry);
    }
  }

  private static void assertReadsBack(Job job) {
    String entry = Canonical.entry(job);
    List<Job> read = read(entry + entry);
    assertEquals(List.of(job, job), read, entry);
    assertEquals(
        List.copyOf(job.parameters().keySet()), List.copyOf(read.getFirst().parameters().keySet()));
  }

  private static List<Job> read(String yaml) {
    return QueueYaml.parse("queue.yaml", yaml).entries().stream()
        .flatMap(QueueEntry::jobs)
        .toList();
  }

  private static String text(Random random, int longest) {
    var text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static Map<String, String> parameters(String... namesAndValues) {
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }
}

package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pegasus.PegasusException.Malformed;

/// Each mistake is told in one line: where, what, and what to do.
class YamlMistakesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          # the file, with / for a line break                  | line:column | what is said
          - a/- bs: 8                                          | 2:3  | no key command here, only bs; an entry is a command, or
          - echo a: b                                          | 1:3  | no key command here, only echo a;
          - echo a:                                            | 1:3  | (a text with ": " needs quotes)
          - {}                                                 | 1:3  | no key command here; an entry
          - - a                                                | 1:3  | a list inside the list
          - command: []                                        | 1:12 | the list of command is empty; give it a value, or take the key out
          - command: a/  bs: []                                | 2:7  | the list of bs is empty
          - command: a/  bs: {x: 1}                            | 2:7  | bs takes a text or a list of texts, not a mapping
          - command: a/  bs: [[1]]                             | 2:8  | bs takes a text or a list of texts, not a list in it
          - command: {{ x }}                                   | 1:12 | quote what is meant as a text
          - {{ x }}                                            | 1:4  | a text that starts with a brace needs quotes
          - command: a/  bs: 1/  bs: 2                         | 3:3  | the key bs is here twice; leave one
          - command: a/  "a\\nb": 1/  "a\\nb": 2               | 3:3  | the key a b is here twice
          - command: a/  bs:                                   | 2:6  | no value for bs; write "" if an empty text is meant
          - a/-/- b                                            | 2:2  | no value for command
          - command: [a, !!str ]                               | 1:16 | no value for command
          - command: a/  '': 1                                 | 2:3  | this is no name
          a: b                                                 | 1:1  | this should be a list of commands, each on a line that starts with "- "
          echo a                                               | 1:1  | this should be a list of commands
          ~                                                    | 1:1  | this should be a list of commands
          - a/---/- b                                          | 2:1  | a second document (---) starts here; a file holds one list
          - a/- *x                                             | 2:3  | *x stands for an anchor &x, which is not above it; quote it if it is a text
          - &x [*x]                                            | 1:7  | *x stands for an anchor &x
          - ! test -f a                                        | 1:3  | ! is a tag in YAML, not text; quote the whole text
          - command: a/  <<: b                                 | 2:7  | << takes a mapping, such as *defaults
          - "a" b                                              | 1:7  | not YAML: expected <block end>, but found '<scalar>'; quote what is meant as a text
          - @a                                                 | 1:3  | that cannot start any token
          - a/  - b: c                                         | 2:6  | mapping values are not allowed here
          - a/- "b/- c                                         | 2:3  | close the quote or bracket that opens here
          - a/[b                                               | 2:1  | indent all entries alike
          [a/                                                  | 1:1  | close the quote or bracket that opens here
          """)
  void a_mistake_is_told_with_its_place(String file, String place, String what) {
    assertMistake(file.replace('/', '\n'), place, what);
  }

  @Test
  void a_tab_in_front_of_an_entry_is_named() {
    assertMistake("- a\n\t- b\n", "2:1", "indent with blanks, not with tabs");
  }

  @Test
  void a_character_that_yaml_does_not_allow_is_named() {
    String what = "the character U+0007 may not stand here; in double quotes it is \\u0007";
    assertMistake("# \uD83D\uDE00\n- \uD83D\uDE00a\u0007b\n", "2:5", what);
    assertMistake("- a\r\n".repeat(2000) + "- \u0007", "2001:3", what);
  }

  @Test
  void a_place_counts_characters_and_not_their_bytes() {
    assertMistake("\uFEFF# \uD83D\uDE00\r\n- {\uD83D\uDE00é: [], command: a}", "2:8", "is empty");
  }

  @Test
  void a_mistake_deep_in_a_large_file_is_told_with_its_place() {
    assertMistake("- \uD83D\uDE00 x\n".repeat(5000) + "- a: b\n", "5001:3", "no key command here");
  }

  @Test
  void deep_nesting_is_told_and_does_not_exhaust_the_stack() {
    assertMistake("- " + "[".repeat(100_000), "1:24", "nested");
  }

  @Test
  void an_entry_too_large_to_write_down_is_told() {
    String values = " [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n";
    String entry =
        "- command: x\n  a: &a" + values + "  b: *a\n  c: *a\n  d: *a\n  e: *a\n  f: *a\n";
    assertEquals(1_000_000, QueueYaml.parse("q", entry).entries().getFirst().size());
    assertMistake(entry + "  g: *a\n", "1:3", "this entry is a product of over 1000000 points");
  }

  private static void assertMistake(String yaml, String place, String what) {
    String message =
        assertThrows(Malformed.class, () -> QueueYaml.parse("queue.yaml", yaml)).getMessage();
    assertEquals("queue.yaml:" + place, message.substring(0, message.indexOf(": ")), message);
    assertEquals(1, message.lines().count(), message);
    assertEquals(true, message.contains(what), message);
  }
}

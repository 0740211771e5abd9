package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Job;

class QueueYamlTest {
  @Test
  void an_entry_of_two_commands_and_two_parameters_is_eight_jobs() {
    List<String> jobs =
        read(
            """
            - echo hi from {{ hostname }}
            - command:
              - seq {{ low }} {{ high }}
              - echo bye from {{ hostname }}
              low:
              - 1
              - 2
              high:
              - 3
              - 4
            """);
    assertEquals(
        List.of(
            "echo hi from {{ hostname }}",
            "seq {{ low }} {{ high }} (low=1, high=3)",
            "seq {{ low }} {{ high }} (low=1, high=4)",
            "seq {{ low }} {{ high }} (low=2, high=3)",
            "seq {{ low }} {{ high }} (low=2, high=4)",
            "echo bye from {{ hostname }} (low=1, high=3)",
            "echo bye from {{ hostname }} (low=1, high=4)",
            "echo bye from {{ hostname }} (low=2, high=3)",
            "echo bye from {{ hostname }} (low=2, high=4)"),
        jobs);
  }

  @Test
  void commands_vary_slowest_wherever_their_key_stands() {
    assertEquals(
        List.of("a (x=1)", "a (x=2)", "b (x=1)", "b (x=2)"),
        read("- x: [1, 2]\n  command: [a, b]\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e-3",
        "0.10",
        "010",
        "yes",
        "1_000",
        "2026-01-01",
        "null",
        "~",
        "0x1F",
        ".inf",
        "12:30:00",
        "=",
        "No",
        "0o7",
        "-x",
        "a:b",
        "a#b",
        "+1",
        "echo 'a' \"b\" \\ $x"
      })
  void a_scalar_is_text_exactly_as_written(String scalar) {
    assertEquals(List.of(scalar), read("- " + scalar));
    String quoted = "'" + scalar.replace("'", "''") + "'";
    assertEquals(List.of("a (x=" + scalar + ")"), read("- {command: a, x: " + quoted + "}"));
  }

  @Test
  void standard_tags_change_nothing() {
    assertEquals(
        List.of("5", "010", "a (x=1)"), read("- !!str 5\n- !!int 010\n- !!map {command: a, x: 1}"));
  }

  @Test
  void commands_of_several_lines_are_read_as_yaml_says() {
    assertEquals(
        List.of("a\n b\n\nc\n", "a\nb", "a\n\n", "a b\n", "a b", "a b\nc", "a  b"),
        read(
            """
            - |
              a
               b

              c

            - |-
              a
              b
            - |+
              a

            - >
              a
              b
            - a
              b
            - "a
              b

              c"
            - 'a  b'
            """));
  }

  @Test
  void aliases_stand_for_their_anchors() {
    assertEquals(
        List.of("run (x=1)", "run (x=2)", "run (y=1)", "run (y=2)"),
        read("- command: &c run\n  x: &v [1, 2]\n- command: *c\n  y: *v\n"));
  }

  @Test
  void merged_parameters_stand_where_the_merge_key_stands_and_give_way_to_the_entry() {
    assertEquals(
        List.of("a (x=1, y=2)", "b (w=0, x=1, y=9, z=3)", "c (y=2, x=1)"),
        read(
            """
            - &base {command: a, x: 1, y: 2}
            - {command: b, w: 0, <<: [*base, {x: 7}], y: 9, z: 3}
            - <<: {y: 2, <<: *base}
              command: c
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# nothing\n",
        "---\n",
        "---\n# nothing",
        "[]",
        "--- []\n",
        "\uFEFF",
        "[\n]",
        "# \uD83D\uDE00\n[ # \uD83D\uDE00\n]\n...\n# end\n"
      })
  void a_file_without_entries_is_an_empty_queue_that_takes_a_job(String yaml) {
    var queue = QueueYaml.parse("queue.yaml", yaml);
    assertEquals(0, queue.size());
    assertTrue(queue.head().isEmpty());
    String text = queue.withHead(List.of(new Job("a"))).text();
    assertEquals(List.of("a"), read(text), text);
  }

  @Test
  void comments_and_layout_of_what_stays_are_kept() {
    String queue =
        """
        # sweep
        - first   # one

        # the rest
        - command: [ a,  "b" ]   # two
          # inside
          x: 1
        #  third
        -   third
        # end
        """;
    assertEquals(
        """
        # sweep

        # the rest
        - command:
            - b
          x:
            - 1
        #  third
        -   third
        # end
        """,
        QueueYaml.parse("queue.yaml", queue).withoutHead().withoutHead().text());
  }

  @Test
  void the_rest_of_an_entry_stays_one_entry_per_job() {
    var queue = QueueYaml.parse("queue.yaml", "- command: run\n  bs: [8, 16, 32]\n- z\n");
    assertEquals(
        """
        - command:
            - run
          bs:
            - 16
        - command:
            - run
          bs:
            - 32
        - z
        """,
        queue.withoutHead().text());
    assertEquals(
        List.of(2, 1), queue.withoutHead().entries().stream().map(QueueEntry::size).toList());
  }

  @Test
  void an_anchor_taken_is_spelled_out_where_it_is_needed() {
    var queue = QueueYaml.parse("queue.yaml", "- &a run\n# why\n- z  # not touched\n- *a\n");
    assertEquals("# why\n- z  # not touched\n- command:\n    - run\n", queue.withoutHead().text());
  }

  @Test
  void entries_in_brackets_are_written_on_lines_of_their_own() {
    var queue = QueueYaml.parse("queue.yaml", "# top\n--- [a, {command: [b, c], x: 1}] # end\n");
    assertEquals(
        "# top\n--- \n- command:\n    - b\n    - c\n  x:\n    - 1\n # end\n",
        queue.withoutHead().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a\r- b\r# c\r- c\r",
        "- a\u2028- b\u2029# c\u0085- c",
        "--- !!seq\n- a\n- b\n- c",
        "%YAML 1.1\n---\n- a\n- b\n- c\n...\n# end\n",
        "- a\n- b\n- c\n...\n",
        "- a\n          \n- |\n  b\n              \n- c\n         \n",
        "[a, b, c]",
        "--- &x [a, 'b', # b\n c]\n"
      })
  void odd_files_stay_readable_to_the_last_job(String yaml) {
    var queue = QueueYaml.parse("queue.yaml", yaml);
    for (int left = 3; left > 0; left--) {
      assertEquals(left, read(queue.text()).size(), queue.text());
      queue = QueueYaml.parse("queue.yaml", queue.text()).withoutHead();
    }
    assertEquals(List.of(), read(queue.text()));
    assertEquals(List.of("d"), read(queue.withHead(List.of(new Job("d"))).text()));
  }

  @Test
  void blanks_below_an_entry_do_not_become_part_of_its_rest() {
    var queue =
        QueueYaml.parse(
            "queue.yaml", "- command: [a, \"b\\nc\\n\"]\n\n                    \n\n- z\n");
    assertEquals(List.of("b\nc\n", "z"), read(queue.withoutHead().text()));
  }

  @Test
  void a_sample_of_each_command_that_is_left_says_where_it_stands() {
    var queue = QueueYaml.parse("queue.yaml", "- command:\n    - a\n    - b\n  x: [1, 2]\n");
    assertEquals(List.of("queue.yaml:2:7 a (x=1)", "queue.yaml:3:7 b (x=1)"), samples(queue));
    assertEquals(
        List.of("queue.yaml:2:7 a (x=2)", "queue.yaml:3:7 b (x=1)"), samples(queue.withoutHead()));
    assertEquals(
        List.of("queue.yaml:3:7 b (x=2)"),
        samples(queue.withoutHead().withoutHead().withoutHead()));
  }

  private static List<String> samples(QueueYaml queue) {
    return queue.entries().stream()
        .flatMap(entry -> entry.samples().stream())
        .map(sample -> sample.place() + " " + sample.job())
        .toList();
  }

  private static List<String> read(String yaml) {
    return QueueYaml.parse("queue.yaml", yaml).entries().stream()
        .flatMap(QueueEntry::jobs)
        .map(Job::toString)
        .toList();
  }
}

package pegasus.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Job;

/// What must hold for any queue file, over files made by [YamlTexts].
class TakingJobsTest {
  private static final int FILES = 100;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_is_taken_in_sequence_is_the_list_of_all_jobs(boolean anchors) {
    for (int seed = 0; seed < FILES; seed++) {
      YamlTexts.Text text = YamlTexts.make(seed, anchors);
      var queue = QueueYaml.parse("queue.yaml", text.yaml());
      assertEquals(exact(text.jobs()), exact(jobs(queue)), text.yaml());
      var taken = new ArrayList<Job>();
      while (!queue.isEmpty()) {
        taken.add(queue.head().orElseThrow());
        queue = queue.withoutHead();
      }
      assertEquals(exact(text.jobs()), exact(taken), text.yaml());
      assertTrue(queue.head().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_text_always_holds_exactly_the_jobs_that_are_left(boolean anchors) {
    for (int seed = 0; seed < FILES; seed++) {
      var queue = QueueYaml.parse("queue.yaml", YamlTexts.make(seed, anchors).yaml());
      for (List<Job> left = jobs(queue); !left.isEmpty(); left = left.subList(1, left.size())) {
        assertEquals(exact(left), exact(jobs(queue)));
        assertEquals(exact(left), exact(jobs(reread(queue))), queue.text());
        queue = queue.withoutHead();
      }
      assertTrue(reread(queue).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_byte_of_the_other_entries_stays(boolean rereading) {
    for (int seed = 0; seed < FILES; seed++) {
      YamlTexts.Text text = YamlTexts.make(seed, false);
      var queue = QueueYaml.parse("queue.yaml", text.yaml());
      for (int entry = 0; entry < text.entries().size(); entry++) {
        assertEquals(text.without(entry), queue.text());
        for (int i = 0; i < text.entries().get(entry).jobs().size(); i++) {
          queue = queue.withoutHead();
          queue = rereading ? reread(queue) : queue;
        }
      }
      assertEquals(text.without(text.entries().size()), queue.text());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_job_put_back_comes_first_and_changes_nothing_else(boolean anchors) {
    var job = new Job("a\nb", Map.of("p", " x\n"));
    for (int seed = 0; seed < FILES; seed++) {
      var queue = QueueYaml.parse("queue.yaml", YamlTexts.make(seed, anchors).yaml());
      for (boolean more = true; more; queue = more ? queue.withoutHead() : queue) {
        QueueYaml with = queue.withHead(List.of(job));
        assertEquals(job, reread(with).head().orElseThrow(), with.text());
        assertEquals(exact(jobs(queue)), exact(jobs(with.withoutHead())), with.text());
        more = !queue.isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_job_taken_in_place_is_a_comment_and_every_byte_stays_where_it_is(boolean anchors) {
    int marked = 0;
    for (int seed = 0; seed < FILES; seed++) {
      var queue = QueueYaml.parse("queue.yaml", YamlTexts.make(seed, anchors).yaml());
      var bytes = queue.text().getBytes(UTF_8);
      while (!queue.isEmpty()) {
        List<Job> left = jobs(queue).subList(1, jobs(queue).size());
        var marking = queue.marking();
        if (marking.isPresent()) {
          marked++;
          mark(bytes, marking.get());
          queue = queue.withHeadMarked();
        } else {
          queue = queue.withoutHead();
          bytes = queue.text().getBytes(UTF_8);
        }
        String text = new String(bytes, UTF_8);
        assertEquals(exact(left), exact(jobs(queue)));
        assertEquals(exact(left), exact(jobs(QueueYaml.parse("queue.yaml", text))), text);
        assertEquals(queue.text().getBytes(UTF_8).length, bytes.length - queue.takenBytes(), text);
      }
    }
    assertTrue(marked > FILES, "only " + marked);
  }

  private static void mark(byte[] file, QueueYaml.Marking marking) {
    byte[] lines = marking.lines().getBytes(UTF_8);
    byte[] commented = marking.commented().getBytes(UTF_8);
    int at = (int) marking.at();
    assertEquals(
        marking.lines(), new String(Arrays.copyOfRange(file, at, at + lines.length), UTF_8));
    assertEquals(lines.length, commented.length);
    System.arraycopy(commented, 0, file, at, commented.length);
  }

  @Test
  void an_entry_on_one_line_becomes_a_comment_by_a_single_byte() {
    var marking = QueueYaml.parse("queue.yaml", "# é\n  - a # b\n  - c\n").marking().orElseThrow();

    assertEquals(new QueueYaml.Marking(5, "  - a # b\n", "  # a # b\n"), marking);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"- 'a\nb'\n", "- a\u2028- b\n", "[a, b]\n", "- command: a\n  p: [1, 2]\n", ""})
  void what_cannot_become_a_comment_is_cut_out(String text) {
    assertEquals(Optional.empty(), QueueYaml.parse("queue.yaml", text).marking());
  }

  private static QueueYaml reread(QueueYaml queue) {
    return QueueYaml.parse("queue.yaml", queue.text());
  }

  private static List<Job> jobs(QueueYaml queue) {
    return queue.entries().stream().flatMap(QueueEntry::jobs).toList();
  }

  /// Jobs with their parameters in order: equal maps may differ in that.
  private static List<Object> exact(List<Job> jobs) {
    return jobs.stream()
        .<Object>map(job -> List.of(job.command(), List.copyOf(job.parameters().entrySet())))
        .toList();
  }
}

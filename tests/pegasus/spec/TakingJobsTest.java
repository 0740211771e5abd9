package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        QueueYaml with = queue.withHead(job);
        assertEquals(job, reread(with).head().orElseThrow(), with.text());
        assertEquals(exact(jobs(queue)), exact(jobs(with.withoutHead())), with.text());
        more = !queue.isEmpty();
      }
    }
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

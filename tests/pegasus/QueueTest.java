package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
  @TempDir Path folder;

  @Test
  void a_queue_is_shown_as_its_file_or_as_its_jobs() throws Exception {
    Path file = Files.writeString(folder.resolve("queue.yaml"), "- echo hi\n");
    assertEquals("queue " + file, Queue.open(file).toString());
    assertEquals("queue [echo one, echo two]", Queue.of("echo one", "echo two").toString());
  }

  @Test
  void jobs_are_popped_from_the_top_until_there_is_none() throws Exception {
    Path file =
        Files.writeString(folder.resolve("queue.yaml"), "- command: echo {{ n }}\n  n: [1, 010]\n");
    Queue queue = Queue.open(file);
    assertEquals(Optional.of(new Job("echo {{ n }}", Map.of("n", "1"))), queue.pop());
    assertEquals(Optional.of(new Job("echo {{ n }}", Map.of("n", "010"))), queue.pop());
    assertEquals(Optional.empty(), queue.pop());
    assertEquals(List.of(), queue.past(), "what is popped is the caller's, and no run of ours");
  }

  @Test
  void a_queue_that_is_not_there_is_told_at_once() {
    assertThrows(
        PegasusException.Malformed.class, () -> Queue.open(folder.resolve("no-queue.yaml")));
  }
}

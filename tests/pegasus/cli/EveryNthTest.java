package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import pegasus.Event.Output;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Job;

class EveryNthTest {
  private static final Job JOB = new Job("seq 9");

  private final Host host = new Host("node-1");

  @Test
  void one_picks_every_line() {
    assertEquals("1\n2\n", new EveryNth(1).pick(stdout(host, "1\n2\n")));
  }

  @Test
  void zero_picks_none() {
    assertEquals("", new EveryNth(0).pick(stdout(host, "1\n2\n")));
  }

  @Test
  void three_picks_the_third_the_sixth_and_so_on_however_they_arrive() {
    var third = new EveryNth(3);
    assertEquals("3\n6\n", third.pick(stdout(host, "1\n2\n3\n4\n5\n6\n7\n")));
    assertEquals("", third.pick(stdout(host, "8\n")));
    assertEquals("9\n", third.pick(stdout(host, "9\n10\n")));
  }

  @Test
  void stdout_and_stderr_are_counted_apart() {
    var second = new EveryNth(2);
    assertEquals("", second.pick(stdout(host, "1\n")));
    assertEquals("", second.pick(new Output(host, JOB, Source.STDERR, "1\n")));
    assertEquals("2\n", second.pick(stdout(host, "2\n")));
    assertEquals("2\n", second.pick(new Output(host, JOB, Source.STDERR, "2\n")));
  }

  @Test
  void equal_hosts_are_counted_apart() {
    var second = new EveryNth(2);
    assertEquals("", second.pick(stdout(host, "1\n")));
    assertEquals("", second.pick(stdout(new Host("node-1"), "1\n")));
  }

  @Test
  void the_next_command_is_counted_from_one() {
    var second = new EveryNth(2);
    assertEquals("", second.pick(stdout(host, "1\n")));
    second.restart(host);
    assertEquals("2\n", second.pick(stdout(host, "1\n2\n")));
  }

  private static Output stdout(Host host, String lines) {
    return new Output(host, JOB, Source.STDOUT, lines);
  }
}

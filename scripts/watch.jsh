//JAVA 25+
//DEPS ../pegasus.java
// Follows the queue of this folder until it is worked off: what runs where, since when, what is left.
import pegasus.*;
import pegasus.Queue; // by name: java.util has one too

var queue = Queue.open("queue.yaml");

/// A row for each command that runs.
Table running() {
  return new Table(
      List.of("HOST", "SINCE", "COMMAND"),
      queue.running().stream().map(c -> List.of(c.host().label(), clock(c.since()), c.command())).toList());
}

String clock(Instant time) {
  return LocalTime.ofInstant(time, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
}

String shown = "";

for (boolean over = false; !over; Thread.sleep(500)) {
  Table running = running();
  long left = queue.size();
  String now = left + " left, " + running.rows().size() + " running\n" + running;
  if (!now.equals(shown)) {
    System.out.println((shown = now) + "\n");
  }
  over = left == 0 && running.rows().isEmpty();
}

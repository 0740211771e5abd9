///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Puts a sweep into queue.yaml: each learning rate with each batch size and three seeds. Start
/// `pegasus q` to work it off; one that runs takes it up at once.
///
///     jbang grid@org 'python train.py --lr {{ lr }} --bs {{ bs }} --seed {{ seed }}'
void main(String... args) {
  String command = args.length > 0 ? args[0] : "echo --lr {{ lr }} --bs {{ bs }} --seed {{ seed }}";

  Grid grid =
      Grid.of("lr", 0.1, 0.01, 0.001)
          .and("bs", IntStream.iterate(8, bs -> bs <= 64, bs -> 2 * bs))
          .and("seed", IntStream.rangeClosed(1, 3));

  Queue queue = Queue.openOrCreate("queue.yaml");
  queue.push(grid.jobs(command));
  IO.println(grid.size() + " jobs more, " + queue.size() + " in queue.yaml");
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Successive halving: all candidates train for a little, the better half for twice as long, and so
/// on until one is left. The loss is what the command prints last.
///
///     jbang halving@org 'python train.py --lr {{ lr }} --bs {{ bs }} --epochs {{ epochs }}'
void main(String... args) {
  String command = args.length > 0 ? args[0] : EXAMPLE;
  List<Job> candidates =
      Grid.of("lr", DoubleStream.iterate(0.1, lr -> lr > 1e-4, lr -> lr / 4))
          .and("bs", 16, 32)
          .jobs(command);

  try (Cluster cluster = Cluster.connect(Hosts.expand("hosts.yaml"))) {
    for (int epochs = 1; candidates.size() > 1; epochs *= 2) {
      int budget = epochs;
      List<Job> round = candidates.stream().map(job -> job.with("epochs", budget)).toList();
      candidates =
          cluster.run(round).results().stream()
              .sorted(Comparator.comparingDouble(this::loss))
              .limit(round.size() / 2)
              .map(Result::job)
              .toList();
      IO.println(
          epochs
              + " epochs, "
              + round.size()
              + " candidates; best: "
              + candidates.getFirst().parameters());
    }
  }
}

/// To try this out without anything to train.
final String EXAMPLE = "awk 'BEGIN { print ({{ lr }} - 0.01) ^ 2 + 1 / {{ bs }} / {{ epochs }} }'";

double loss(Result trial) {
  return trial.ok() ? trial.number().orElse(Double.POSITIVE_INFINITY) : Double.POSITIVE_INFINITY;
}

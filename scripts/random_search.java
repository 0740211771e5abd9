///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Random search: every host of hosts.yaml tries drawn parameters until fifty are tried. The loss is
/// what the command prints last. A seed, any text, may be given, so that a search can be repeated.
///
///     jbang random_search@org 'python train.py --lr {{ lr }} --dropout {{ dropout }}' 42
void main(String... args) {
  String command = args.length > 0 ? args[0] : EXAMPLE;
  var random = new Random(args.length > 1 ? args[1].hashCode() : System.nanoTime());
  Stream<Job> trials = Stream.generate(() -> draw(command, random)).limit(50);

  try (Cluster cluster = Cluster.connect(Hosts.expand("hosts.yaml"))) {
    Report report =
        cluster.run(trials, trial -> IO.println(loss(trial) + "  " + trial.job().parameters()));
    Result best = report.results().stream().min(Comparator.comparingDouble(this::loss)).get();
    if (loss(best) == Double.POSITIVE_INFINITY) {
      System.err.println("no trial printed a number at its end");
      System.exit(1);
    }
    IO.println("best: " + loss(best) + " on " + best.host() + " by " + best.command());
  }
}

/// To try this out without anything to train.
final String EXAMPLE = "awk 'BEGIN { print ({{ lr }} - 0.01) ^ 2 + ({{ dropout }} - 0.3) ^ 2 }'";

Job draw(String command, Random random) {
  return new Job(command)
      .with("lr", Math.pow(10, random.nextDouble(-4, -1)))
      .with("dropout", random.nextDouble(0.5));
}

double loss(Result trial) {
  return trial.ok() ? trial.number().orElse(Double.POSITIVE_INFINITY) : Double.POSITIVE_INFINITY;
}

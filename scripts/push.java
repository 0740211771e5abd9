///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Copies a file or folder to every machine of hosts.yaml, or fetches one from every machine; then
/// runs a command on all of them, if there is one.
///
///     jbang push@org data work/ 'ls -R work/data'
///     jbang push@org --fetch results/scores.csv all
void main(String... args) {
  boolean fetch = args.length > 0 && args[0].equals("--fetch");
  if (args.length < 2 || args.length > 3 || (fetch && args.length != 3)) {
    System.err.println("usage: push FILE TO [COMMAND], or push --fetch FILE FOLDER");
    System.exit(2);
  }
  Hosts nodes = Hosts.expand("hosts.yaml").nodes();
  if (fetch) {
    IO.println(Transfer.fetch(nodes, args[1], Path.of(args[2])).orThrow());
    return;
  }
  IO.println(Transfer.push(nodes, Path.of(args[0]), args[1]).orThrow());
  if (args.length > 2) {
    IO.println(Broadcast.run(nodes, args[2]).orThrow().gather());
  }
}

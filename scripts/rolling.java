///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Does something on a few machines at a time, and looks whether they are well before it goes on to
/// the next. Stops at the first failure: the machines behind it are left alone.
///
///     jbang rolling@org 'systemctl restart app' 'until curl -sf localhost:8080; do sleep 1; done' 2
void main(String... args) {
  if (args.length < 2 || args.length > 3 || (args.length == 3 && !args[2].matches("[1-9]\\d*"))) {
    System.err.println("usage: rolling COMMAND CHECK [HOW MANY AT A TIME]");
    System.exit(2);
  }
  int atOnce = args.length > 2 ? Integer.parseInt(args[2]) : 1;
  Options options = Options.defaults().withTimeout(Duration.ofMinutes(5)).withErrorAborts(true);

  for (Hosts few : Hosts.expand("hosts.yaml").nodes().batches(atOnce)) {
    Broadcast.run(few, Queue.of(args[0], args[1]), options).orThrow();
    IO.println("done: " + few.names());
  }
}

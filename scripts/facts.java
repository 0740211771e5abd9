///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Asks all hosts of hosts.yaml, and puts together what they say: hosts with the same answer in one
/// block, how answers differ, and a table with a row for each host and a column for each command.
///
///     jbang facts@org 'uname -sr' nproc 'df -h / | tail -n 1'
void main(String... commands) {
  String[] asked = commands.length > 0 ? commands : new String[] {"uname -sr", "nproc"};

  Report report = Broadcast.run(Hosts.expand("hosts.yaml"), asked);

  Gathered gathered = report.gather();
  IO.println(gathered);
  IO.println(gathered.differences());
  IO.println(report.byHost());
  report.unreachable().forEach(host -> IO.println("unreachable: " + host));
}

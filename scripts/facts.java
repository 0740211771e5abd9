///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import pegasus.*;

/// Asks all hosts of hosts.yaml, and puts together what they say: hosts with the same answer in one
/// block, how answers differ, and a table with a row for each host and a column for each command.
/// Exit status 1 when a host is out of reach, or a command failed on one.
///
///     jbang facts@org 'uname -sr' nproc 'df -h / | tail -n 1'
void main(String... commands) {
  String[] asked = commands.length > 0 ? commands : new String[] {"uname -sr", "nproc"};

  Hosts hosts = Hosts.expand("hosts.yaml");
  Report all = Broadcast.run(hosts, asked);
  // Where a host is out of reach a broadcast starts nothing. Here the others are asked then.
  List<Host> away = all.unreachable();
  Hosts there = hosts.where(host -> !away.contains(host));
  Report report = away.isEmpty() || there.isEmpty() ? all : Broadcast.run(there, asked);

  Gathered gathered = report.gather();
  IO.println(gathered);
  IO.println(gathered.differences());
  IO.println(report.byHost());
  away.forEach(host -> IO.println("unreachable: " + host));
  System.exit(report.ok() && away.isEmpty() ? 0 : 1);
}

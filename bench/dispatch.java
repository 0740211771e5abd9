///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.FanOut;
import bench.support.Lab;
import bench.support.Table;
import bench.support.WorkList;

/// How many commands per second: a queue of `true` on 1, 4 and 8 hosts.
void main(String... arguments) {
  System.exit(Bench.main(this::measure, arguments));
}

List<Table> measure(Lab lab) throws InterruptedException {
  var list = WorkList.in(lab);
  int jobs = lab.settings().jobs(1500);
  var contest = new Contest<>("commands per second", lab.settings().columns(Hosts.of(1, 4, 8)));
  contest.add("Pegasus", on -> list.pegasus(on.hosts(), jobs));
  contest.addPeer("xargs, ssh ControlMaster", "xargs", on -> list.xargs(on.hosts(), jobs / 5));
  contest.addPeer(
      "GNU parallel, ControlMaster", "parallel", on -> list.parallel(on.hosts(), jobs / 20, true));
  contest.addPeer(
      "GNU parallel",
      "parallel",
      on -> list.parallel(on.hosts(), Math.max(jobs / 100, 4 * on.hosts()), false));
  for (var tool : FanOut.values()) {
    contest.addPeer(
        tool.title() + ", ControlMaster",
        tool.program(),
        on -> list.fanOut(tool, on.hosts(), 5 * on.hosts()));
  }
  contest.add("the original", on -> list.original(on.hosts(), jobs / 4));
  contest.add("floor: a loop over the SSH library", on -> list.bareLoop(on.hosts(), jobs));
  contest.add("floor: that loop, with sh -c as here", on -> list.bareLoopInSh(on.hosts(), jobs));
  contest.add("Pegasus on localhost", on -> list.localhost(on.hosts(), jobs));
  // The times of files are some milliseconds apart, in which there is room for several forks.
  contest.add(
      "floor: fork and exec of sh -c true", on -> list.forks(on.hosts(), Math.max(100, jobs)));
  return List.of(contest.run(lab.settings()));
}

record Hosts(int hosts) {
  static List<Hosts> of(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Hosts::new).toList();
  }

  @Override
  public String toString() {
    return hosts == 1 ? "1 host" : hosts + " hosts";
  }
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.DelayProxy;
import bench.support.FanOut;
import bench.support.Lab;
import bench.support.Table;
import bench.support.WorkList;

/// What a far host costs: how long one command of `true` takes after the other, where every byte is
/// under way for 50 ms each way.
void main(String... arguments) {
  System.exit(Bench.main(this::measure, arguments));
}

static final long DELAY_MILLIS = 50;

List<Table> measure(Lab lab) throws Exception {
  try (var far = DelayProxy.start(lab.port(), DELAY_MILLIS)) {
    var list = new WorkList(lab, lab.nodesThrough(far.port()), far.port());
    int jobs = lab.settings().jobs(40);
    var contest = new Contest<>("ms from one command to the next", List.of("1 far host"));
    contest.add("Pegasus", _ -> millis(list.pegasus(1, jobs)));
    contest.addPeer("xargs, ssh ControlMaster", "xargs", _ -> millis(list.xargs(1, jobs / 2)));
    contest.addPeer(
        "GNU parallel, ControlMaster", "parallel", _ -> millis(list.parallel(1, jobs / 2, true)));
    contest.addPeer("GNU parallel", "parallel", _ -> millis(list.parallel(1, jobs / 8, false)));
    for (var tool : FanOut.values()) {
      contest.addPeer(
          tool.title() + ", ControlMaster",
          tool.program(),
          _ -> millis(list.fanOut(tool, 1, jobs / 4)));
    }
    contest.add("the original", _ -> millis(list.original(1, jobs / 2)));
    contest.add("a loop over the SSH library", _ -> millis(list.bareLoop(1, jobs / 2)));
    contest.add("floor: one round trip", _ -> 2 * DELAY_MILLIS);
    return List.of(contest.run(lab.settings()));
  }
}

static double millis(double perSecond) {
  return 1000 / perSecond;
}

package pegasus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pegasus.PegasusException.Malformed;
import pegasus.session.Connector;
import pegasus.session.Shells;

/// Hosts with their connections kept, for those who decide the next job from the result of the
/// last.
///
/// ```java
/// try (Cluster cluster = Cluster.connect(hosts)) {
///   Future<Result> next = cluster.submit("echo 0.25"); // on the next free host
///   double loss = Double.parseDouble(next.get().orThrow().lastLine());
///   Report all = cluster.broadcast("uname -r").orThrow(); // on each host
///   Result one = cluster.within(Duration.ofMinutes(1)).run(hosts.get(0), "uptime");
/// }
/// ```
///
/// Calls that wait end their commands when the thread is interrupted meanwhile, or stopped by
/// anything else. A cluster may be used by several threads.
public final class Cluster implements AutoCloseable {
  private final List<Host> hosts;
  private final Options options;
  private final SubmittedJobs jobs;
  private final Run run;
  private final Reasons reasons;
  private final Optional<Duration> timeout;

  private Cluster(
      List<Host> hosts,
      Options options,
      SubmittedJobs jobs,
      Run run,
      Reasons reasons,
      Optional<Duration> timeout) {
    this.hosts = hosts;
    this.options = options;
    this.jobs = jobs;
    this.run = run;
    this.reasons = reasons;
    this.timeout = timeout;
  }

  /// Connects to all hosts at once.
  ///
  /// @param hosts at least one
  /// @return to be closed
  /// @throws PegasusException.Unreachable when none can be reached
  public static Cluster connect(List<Host> hosts) {
    return connect(hosts, Options.defaults());
  }

  /// Connects to all hosts at once. Hosts that cannot be reached are tried again as long as it is
  /// open; the listener hears of them.
  ///
  /// @param hosts at least one
  /// @param options how; retries are for jobs that may run on any host
  /// @return to be closed
  /// @throws PegasusException.Unreachable when none can be reached
  public static Cluster connect(List<Host> hosts, Options options) {
    return connect(hosts, options, options.connector(Shells.PLAIN), Tolerance.USUAL);
  }

  static Cluster connect(
      List<Host> hosts, Options options, Connector connector, Tolerance tolerance) {
    Hosts all = Hosts.some(hosts);
    var jobs = new SubmittedJobs(all);
    Options patient = options.withMaxHostFailures(options.maxHostFailures().orElse(0));
    var engine = new QueueRun(all, jobs, connector, patient, jobs::more, tolerance);
    jobs.cancelBy(engine.control()::cancel);
    Run run = Run.start(engine);
    int unreachable = Patient.call(() -> engine.awaitConnected().size(), run::cancel);
    if (unreachable == all.size()) {
      throw new PegasusException.Unreachable(
          "none of the hosts can be reached: " + Folded.hosts(all) + ": " + engine.reasons().any());
    }
    return new Cluster(all, options, jobs, run, engine.reasons(), Optional.empty());
  }

  /// All hosts it was given.
  ///
  /// @return those that are out of reach, too
  public List<Host> hosts() {
    return hosts;
  }

  /// The same cluster, whose commands are ended when they take longer than this: see
  /// [Outcome.TimedOut]. It need not be closed beside the other.
  ///
  /// @param limit more than nothing
  /// @return for the next call, or many
  /// @throws Malformed when the limit is not positive
  public Cluster within(Duration limit) {
    return new Cluster(hosts, options, jobs, run, reasons, options.withTimeout(limit).timeout());
  }

  /// Runs a command on the next free host, in the background. Cancelling the future takes it out of
  /// the line, or ends it. When no host is left the result is one that says so: [Outcome.NotRun].
  ///
  /// @param command a template over the host's parameters
  /// @return the result, in time
  /// @throws PegasusException after [#close()]
  public Future<Result> submit(String command) {
    return submit(new Job(command));
  }

  /// Like [#submit(String)], for a job with parameters.
  ///
  /// @param job what to run
  /// @return the result, in time
  public Future<Result> submit(Job job) {
    return enqueue(job);
  }

  /// Like [#submit(String)], on a host of choice. While there is no way to it the result is one
  /// that says so: [Outcome.NotRun].
  ///
  /// @param host one of [#hosts()]; those that are equal to it will do as well
  /// @param job what to run
  /// @return the result, in time
  /// @throws Malformed when it is not one of them
  public Future<Result> submit(Host host, Job job) {
    return jobs.submit(job, places(host), timeout);
  }

  /// Runs a command on the next free host, and waits for it.
  ///
  /// @param command a template over the host's parameters
  /// @return how it ended
  /// @throws PegasusException when this thread is interrupted, or after [#close()]
  public Result run(String command) {
    return run(new Job(command));
  }

  /// Like [#run(String)], for a job with parameters.
  ///
  /// @param job what to run
  /// @return how it ended
  public Result run(Job job) {
    new TemplateCheck(hosts).check(job);
    return await(List.of(enqueue(job))).getFirst();
  }

  /// Like [#run(String)], on a host of choice.
  ///
  /// @param host one of [#hosts()]
  /// @param command a template over the host's parameters
  /// @return how it ended
  /// @throws Malformed when the host is not one of them
  public Result run(Host host, String command) {
    return run(host, new Job(command));
  }

  /// Like [#run(Host, String)], for a job with parameters.
  ///
  /// @param host one of [#hosts()]
  /// @param job what to run
  /// @return how it ended
  public Result run(Host host, Job job) {
    Set<Integer> places = places(host);
    new TemplateCheck(List.of(host)).check(job);
    return await(List.of(jobs.submit(job, places, timeout))).getFirst();
  }

  /// Runs jobs, each on the next free host, and waits for all.
  ///
  /// @param all what to run
  /// @return the results in the order of the jobs
  /// @throws PegasusException when this thread is interrupted, or after [#close()]
  public Report run(List<Job> all) {
    long from = System.nanoTime();
    check(all);
    List<Result> results = await(all.stream().map(this::enqueue).toList());
    return report(results, true, from);
  }

  /// Runs jobs as long as there are more, each on the next free host: the next job is asked for
  /// when a host is free for it, and after all results so far were told. So it can be made from
  /// them, as in `cluster.run(Stream.generate(search::ask).limit(100), search::tell)`.
  ///
  /// @param next gives jobs when it is asked, on this thread
  /// @param each is told each result as it comes, on this thread; what it throws ends the commands
  /// @return the results in the order in which they came
  /// @throws PegasusException when this thread is interrupted, or after [#close()]
  public Report run(Stream<Job> next, Consumer<Result> each) {
    long from = System.nanoTime();
    var results = new ArrayList<Result>();
    var running = new HashSet<Submission>();
    var ended = new LinkedBlockingQueue<Submission>();
    Iterator<Job> more = next.iterator();
    return Patient.call(
        () -> {
          while (fill(running, more, ended)) {
            Submission first = ended.take();
            running.remove(first);
            results.add(first.join());
            each.accept(first.join());
          }
          return report(results, true, from);
        },
        () -> running.forEach(submission -> submission.cancel(true)));
  }

  /// Gives every host to which there is a way something to do.
  ///
  /// @return whether something runs
  private boolean fill(
      Set<Submission> running, Iterator<Job> more, LinkedBlockingQueue<Submission> ended) {
    while (running.size() < Math.max(1, hosts.size() - jobs.gone().size()) && more.hasNext()) {
      Submission submission = enqueue(more.next());
      running.add(submission);
      var _ = submission.whenComplete((_, _) -> ended.add(submission));
    }
    return !running.isEmpty();
  }

  /// Runs commands, one after the other, on all hosts: the next one starts when all are done with
  /// the last, and only then if [Options#errorAborts()] lets it. Each host gets to it when it is
  /// free. Hosts to which there is no way have a result that says so: [Outcome.NotRun].
  ///
  /// @param commands templates over the hosts' parameters
  /// @return a result for each command and host, in the order of the commands and then of the hosts
  /// @throws PegasusException when this thread is interrupted, or after [#close()]
  public Report broadcast(String... commands) {
    return broadcast(Stream.of(commands).map(Job::new).toList());
  }

  /// Like [#broadcast(String...)], for jobs with parameters.
  ///
  /// @param all what to run
  /// @return a result for each job and host
  public Report broadcast(List<Job> all) {
    long from = System.nanoTime();
    check(all);
    var results = new ArrayList<Result>();
    for (Job job : all) {
      if (options.errorAborts() && !results.stream().allMatch(Result::ok)) {
        return report(results, false, from);
      }
      results.addAll(await(everywhere(job)));
    }
    return report(results, true, from);
  }

  // Before any runs: else a host that lacks a name would take job after job and run none.
  private void check(List<Job> all) {
    var check = new TemplateCheck(hosts);
    all.forEach(check::check);
  }

  private List<Submission> everywhere(Job job) {
    return IntStream.range(0, hosts.size())
        .mapToObj(place -> jobs.submit(job, Set.of(place), timeout))
        .toList();
  }

  private Submission enqueue(Job job) {
    return jobs.submit(job, Set.of(), timeout);
  }

  private Set<Integer> places(Host host) {
    Set<Integer> places =
        IntStream.range(0, hosts.size())
            .filter(place -> hosts.get(place).equals(host))
            .boxed()
            .collect(Collectors.toSet());
    if (places.isEmpty()) {
      throw new Malformed(
          host.label() + " is not among the hosts of this cluster: " + Folded.hosts(hosts));
    }
    return places;
  }

  private static List<Result> await(List<Submission> submissions) {
    return Patient.call(
        () -> {
          for (Submission submission : submissions) {
            submission.get();
          }
          return submissions.stream().map(Submission::join).toList();
        },
        () -> submissions.forEach(submission -> submission.cancel(true)));
  }

  private Report report(List<Result> results, boolean complete, long from) {
    List<Host> unreachable = jobs.gone().stream().sorted().map(hosts::get).toList();
    var elapsed = Duration.ofNanos(System.nanoTime() - from);
    return new Report(hosts, unreachable, results, complete, elapsed, reasons.of(unreachable));
  }

  /// Waits for all that was submitted, and disconnects. An interrupted thread does not wait: then
  /// the commands are ended.
  @Override
  public void close() {
    jobs.shut();
    run.await();
  }

  /// `cluster of node-[1-4]`.
  @Override
  public String toString() {
    return "cluster of " + Folded.hosts(hosts);
  }
}

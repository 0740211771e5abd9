///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN All
//DEPS ../pegasus.java
//DEPS org.junit.platform:junit-platform-console-standalone:6.1.3
//DEPS org.apache.sshd:sshd-core:2.17.1
//SOURCES pegasus/**.java
//SOURCES ../bench/support/*.java

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the tests: `./jbang tests/all.java [part of a class or method name ...]`. Prints a line for
/// each class, everything about each failure, and at the end `N passed, N failed`. Exit status 1 if
/// a test failed, or none ran.
final class All {
  private All() {}

  public static void main(String... names) {
    var report = new Report(System.out);
    LauncherFactory.create().execute(request(List.of(names)), report);
    System.exit(report.finish() ? 0 : 1);
  }

  private static LauncherDiscoveryRequest request(List<String> names) {
    String timeout = "junit.jupiter.execution.timeout.";
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("pegasus"))
        .filters(includeClassNamePatterns(".*Test"), named(names))
        // A test that hangs fails, whatever it hangs on, and the others still run.
        .configurationParameter(timeout + "testable.method.default", "120 s")
        .configurationParameter(timeout + "thread.mode.default", "SEPARATE_THREAD")
        .build();
  }

  private static PostDiscoveryFilter named(List<String> names) {
    return test -> {
      String name = test.getSource().map(All::name).orElse("");
      return FilterResult.includedIf(names.isEmpty() || names.stream().anyMatch(name::contains));
    };
  }

  /// `pegasus.HostTest`, or `pegasus.HostTest.a_blank_hostname_is_refused`.
  private static String name(TestSource source) {
    return switch (source) {
      case MethodSource method -> method.getClassName() + "." + method.getMethodName();
      case ClassSource type -> type.getClassName();
      default -> source.toString();
    };
  }

  /// Prints as the tests go, and counts.
  private static final class Report implements TestExecutionListener {
    private final PrintStream out;
    private final Map<UniqueId, Long> started = new ConcurrentHashMap<>();
    private final List<String> failures = new ArrayList<>(); // guarded by this
    private int passed; // guarded by this
    private int skipped; // guarded by this

    Report(PrintStream out) {
      this.out = out;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      started.put(test.getUniqueIdObject(), System.nanoTime());
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
      skipped++;
      out.println("skipped " + name(test) + ": " + reason);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
      var cause = result.getThrowable().orElseGet(() -> new AssertionError("no reason given"));
      switch (result.getStatus()) {
        case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
        case ABORTED -> executionSkipped(test, cause.getMessage());
        case FAILED -> failed(name(test), cause);
      }
      if (isTopLevelClass(test)) {
        long nanos = System.nanoTime() - started.get(test.getUniqueIdObject());
        out.printf("%6.1f s  %s%n", nanos / 1e9, name(test));
      }
    }

    private void failed(String name, Throwable cause) {
      failures.add(name);
      out.println("FAILED " + name);
      out.println(trace(cause).indent(2).stripTrailing());
    }

    private static boolean isTopLevelClass(TestIdentifier test) {
      return test.getUniqueIdObject().getSegments().size() == 2; // the first is the engine's
    }

    /// The name of a class or method, with what tells invocations of a method apart.
    private static String name(TestIdentifier test) {
      String name = test.getSource().map(All::name).orElseGet(test::getDisplayName);
      boolean oneOfMany =
          test.getUniqueIdObject().getLastSegment().getType().endsWith("-invocation");
      return oneOfMany ? name + " " + test.getDisplayName() : name;
    }

    /// The stack trace, without the frames of those who call the test.
    private static String trace(Throwable cause) {
      var text = new StringWriter();
      cause.printStackTrace(new PrintWriter(text));
      return text.toString()
          .lines()
          .filter(line -> !line.matches("\\s+at (org\\.junit\\.|java\\.base/jdk\\.internal\\.).*"))
          .collect(Collectors.joining("\n"));
    }

    /// Prints the last lines. Returns whether there was a test and none failed.
    synchronized boolean finish() {
      failures.forEach(name -> out.println("FAILED " + name));
      String more = skipped == 0 ? "" : ", " + skipped + " skipped";
      out.println(passed + " passed, " + failures.size() + " failed" + more);
      return passed > 0 && failures.isEmpty();
    }
  }
}

package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.cli.App;
import pegasus.support.Eventually;
import pegasus.support.Program;

/// What Java learns at the end of the first run, which JBang (`//CDS`) has it start from later.
class ArchiveTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String ARCHIVED = " source: shared objects file";

  /// One of most tests: it takes ten seconds to make.
  @TempDir static Path made;

  @TempDir Path folder;
  private Path log;

  @BeforeAll
  static void a_first_run() throws Exception {
    // Java archives what comes from jars.
    assumeTrue(
        Stream.of(CLASS_PATH.split(File.pathSeparator)).allMatch(part -> part.endsWith(".jar")));
    assertEquals(2, firstRun(made, "nonsense").run().status());
  }

  @BeforeEach
  void files() throws IOException {
    log = folder.resolve("classes");
    Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n");
  }

  @Test
  void whatever_the_first_run_was_the_archive_has_the_classes_of_all() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "there is no server to log in to");
    assertEquals("[localhost] hi\n", queue("-XX:SharedArchiveFile=" + archive(made)).out());
    assertArchived(
        "pegasus.QueueRun",
        "pegasus.cli.Console",
        "org.yaml.snakeyaml.events.Event",
        "com.github.jknack.handlebars.Handlebars",
        // what comes after a login
        "pegasus.session.CommandChannel",
        "net.schmizz.sshj.connection.channel.AbstractChannel");
    // Java makes this when a host key is checked.
    assertTrue(classes().contains("pegasus.session.HostKeyCheck$$Lambda"), "nobody logged in");
    assertFalse(classes().contains(" picocli."), "no options, no parser");
    assertFalse(classes().contains("bouncycastle"), "whose signatures take long to check");

    // The parser is for Java 5, and archived by none: it comes from its jar.
    assertEquals(
        "[localhost] hi\n", queue(List.of("-XX:AOTCache=" + archive(made)), "q", "-p", "1").out());
    assertTrue(classes().contains("picocli.CommandLine source: "), "options, and the parser");
    assertArchived("pegasus.QueueRun");
  }

  @Test
  void it_is_what_java_asks_for_to_know_the_methods_too() throws Exception {
    // "on": or else it ends at once.
    var run = queue("-XX:AOTCache=" + archive(made), "-XX:AOTMode=on");
    assertEquals("[localhost] hi\n", run.out(), run::err);
    assertArchived("pegasus.QueueRun");
  }

  @Test
  void a_rehearsal_leaves_nothing_but_the_archive() throws Exception {
    assertEquals(List.of("a.jsa"), names(archive(made).getParent()));
    assertEquals(List.of(), names(made.resolve("tmp")));
  }

  @Test
  void where_nobody_can_log_in_what_comes_after_a_login_is_there_all_the_same() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Files.writeString(tools.resolve("ssh"), "#!/bin/sh\nexec sleep 1000\n"); // waits for an account
    assertTrue(tools.resolve("ssh").toFile().setExecutable(true));
    var without = Map.of("PATH", tools + ":" + System.getenv("PATH"));
    assertEquals(0, firstRun(folder, "--version").with(without).run().status());

    assertEquals("[localhost] hi\n", queue("-XX:SharedArchiveFile=" + archive(folder)).out());
    assertArchived(
        "pegasus.session.CommandChannel", "net.schmizz.sshj.connection.channel.AbstractChannel");
    assertFalse(classes().contains("pegasus.session.HostKeyCheck$$Lambda"), "who logged in?");
    assertFalse(classes().contains("bouncycastle"), "whose signatures take long to check");
  }

  @Test
  void who_does_not_want_to_wait_for_it_presses_ctrl_c_and_nothing_is_left() throws Exception {
    try (var run = firstRun(folder, "nonsense").start()) {
      Eventually.check("a rehearsal goes on", this::rehearses);
      run.signal("INT");
      assertEquals(2, run.await().status(), "of what was run");
    }
    assertEquals(List.of(), names(archive(folder).getParent()));
    assertEquals(List.of(), names(folder.resolve("tmp")));
  }

  /// As it does when a first run is ended from outside, before there was a rehearsal.
  @Test
  void what_java_itself_has_archived_is_not_taken_for_it() throws Exception {
    Path program = folder.resolve("program.jar");
    Files.copy(
        Path.of(App.class.getProtectionDomain().getCodeSource().getLocation().toURI()), program);
    String classPath = program + File.pathSeparator + CLASS_PATH;
    Path archive = folder.resolve("program.jsa");
    var asked = List.of("-XX:ArchiveClassesAtExit=" + archive);
    assertEquals(0, java(folder, asked, classPath, "picocli.AutoComplete", "-h").run().status());
    assertTrue(Files.exists(archive), "Java has archived something");

    var from = List.of("-XX:SharedArchiveFile=" + archive);
    assertEquals("pegasus 0.1.0\n", java(folder, from, classPath, "Pegasus", "-V").run().out());
    assertFalse(Files.exists(archive), "it is gone, for JBang to ask for one again");
    Files.copy(archive(made), archive);
    assertEquals("pegasus 0.1.0\n", java(folder, from, classPath, "Pegasus", "-V").run().out());
    assertTrue(Files.exists(archive), "a rehearsal's stays");
  }

  @Test
  void the_exit_status_stands_where_the_archive_cannot_be_written() throws Exception {
    var nowhere = List.of("-XX:ArchiveClassesAtExit=" + folder.resolve("not there/a.jsa"));
    var good = pegasus(folder, nowhere, "--version").run();
    assertEquals(0, good.status(), good::err);
    assertEquals("", good.err());
    var wrong = pegasus(folder, nowhere, "nonsense").run();
    assertEquals(2, wrong.status());
    assertTrue(wrong.err().endsWith("see: pegasus --help\n"), wrong::err);
  }

  @Test
  void half_an_archive_is_as_good_as_none() throws Exception {
    Path archive = Files.writeString(folder.resolve("a.jsa"), "half");
    for (String option : List.of("-XX:AOTCache=", "-XX:SharedArchiveFile=")) {
      var run = queue(option + archive);
      assertEquals("[localhost] hi\n", run.out(), run::err);
      assertFalse(run.err().contains("rror"), run::err);
    }
  }

  private boolean rehearses() {
    try (var files = Files.walk(folder.resolve("tmp"))) {
      return files.anyMatch(file -> file.endsWith("hosts.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path archive(Path folder) {
    return folder.resolve("jars/a.jsa");
  }

  /// As JBang starts it. An archive lies beside the program; the stage of a rehearsal among what is
  /// temporary.
  private static Program firstRun(Path folder, String argument) throws IOException {
    Files.createDirectory(archive(folder).getParent());
    String tmp = "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp"));
    return pegasus(folder, List.of(tmp, "-XX:ArchiveClassesAtExit=" + archive(folder)), argument);
  }

  private Program.Ended queue(String... options) throws Exception {
    return queue(List.of(options), "q");
  }

  private Program.Ended queue(List<String> options, String... arguments) throws Exception {
    Files.writeString(folder.resolve("queue.yaml"), "- echo hi\n");
    var all = new ArrayList<>(options);
    all.add("-Xlog:class+load:file=" + log);
    return pegasus(folder, all, arguments).run();
  }

  private void assertArchived(String... names) throws IOException {
    for (String name : names) {
      assertTrue(classes().contains(name + ARCHIVED), name);
    }
  }

  private String classes() throws IOException {
    return Files.readString(log);
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Program pegasus(Path folder, List<String> options, String... arguments) {
    return java(folder, options, CLASS_PATH, "Pegasus", arguments);
  }

  private static Program java(
      Path folder, List<String> options, String classPath, String main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:disable");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return Program.of(command.toArray(String[]::new)).in(folder);
  }
}

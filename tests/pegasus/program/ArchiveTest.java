package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Program;

/// The archive of classes that JBang has Java write at the end of the first run (`//CDS`).
class ArchiveTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;

  @BeforeEach
  void java_archives_what_comes_from_jars() {
    assumeTrue(
        Stream.of(CLASS_PATH.split(File.pathSeparator)).allMatch(part -> part.endsWith(".jar")));
  }

  @Test
  void whatever_the_first_run_was_the_archive_has_the_classes_of_all() throws Exception {
    Path archive = folder.resolve("a.jsa");
    assertEquals(0, pegasus(List.of("-XX:ArchiveClassesAtExit=" + archive), "--version").status());
    Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n");
    Files.writeString(folder.resolve("queue.yaml"), "- echo hi\n");

    Path log = folder.resolve("classes");
    var options = List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log);
    var run = pegasus(options, "q");
    assertEquals("[localhost] hi\n", run.out(), run::err);
    String classes = Files.readString(log);
    for (String name :
        List.of("pegasus.QueueRun", "pegasus.cli.Console", "org.yaml.snakeyaml.events.Event")) {
      assertTrue(classes.contains(name + " source: shared objects file"), name);
    }
    String bytes = Files.readString(archive, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("net/schmizz/sshj/SSHClient"), "SSH is in it, too");
    assertFalse(classes.contains(" picocli."), "no options, no parser");

    assertEquals("[localhost] hi\n", withOptions(options).out());
    classes = Files.readString(log);
    assertTrue(classes.contains("picocli.CommandLine source: shared objects file"), classes);
  }

  /// Without a server to log in to, no run gets that far: it is loaded to be there.
  @Test
  void it_has_what_comes_after_a_login() throws Exception {
    Path archive = folder.resolve("a.jsa");
    assertEquals(0, pegasus(List.of("-XX:ArchiveClassesAtExit=" + archive), "--version").status());
    Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n");
    Files.writeString(folder.resolve("queue.yaml"), "- echo hi\n");

    Path log = folder.resolve("classes");
    var options = List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log);
    var rehearsal = java(options, "pegasus.cli.Rehearsal", folder.toString());
    assertEquals(0, rehearsal.status(), rehearsal::err);
    String classes = Files.readString(log);
    for (String name :
        List.of(
            "pegasus.session.CommandChannel",
            "pegasus.session.KnownHosts",
            "net.schmizz.sshj.connection.channel.AbstractChannel")) {
      assertTrue(classes.contains(name + " source: shared objects file"), name);
    }
  }

  private Program.Ended withOptions(List<String> options) throws Exception {
    Files.writeString(folder.resolve("queue.yaml"), "- echo hi\n");
    return pegasus(options, "q", "-p", "1");
  }

  @Test
  void the_exit_status_stands_where_the_archive_cannot_be_written() throws Exception {
    var nowhere = List.of("-XX:ArchiveClassesAtExit=" + folder.resolve("not there/a.jsa"));
    var good = pegasus(nowhere, "--version");
    assertEquals(0, good.status(), good::err);
    assertEquals("", good.err());
    var wrong = pegasus(nowhere, "nonsense");
    assertEquals(2, wrong.status());
    assertTrue(wrong.err().endsWith("see: pegasus --help\n"), wrong::err);
  }

  private Program.Ended pegasus(List<String> options, String... arguments) throws Exception {
    return java(options, "Pegasus", arguments);
  }

  private Program.Ended java(List<String> options, String main, String... arguments)
      throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:disable");
    command.addAll(options);
    command.addAll(List.of("-cp", CLASS_PATH, main));
    command.addAll(List.of(arguments));
    return Program.of(command.toArray(String[]::new)).in(folder).run();
  }
}

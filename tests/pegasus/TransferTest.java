package pegasus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.PegasusException.Malformed;
import pegasus.support.Eventually;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;

/// Two nodes over SFTP and this machine by copying, all in one file system, in which each has a
/// folder of its name.
class TransferTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

  private static Nodes nodes;
  private static Options options;

  private final Hosts hosts = Hosts.of("node-1", "node-2", "localhost");

  @TempDir private Path folder;

  /// Where the nodes keep what they get.
  private String there;

  @BeforeAll
  static void start(@TempDir Path servers) {
    assumeTrue(NodeKind.OPENSSH.available(), "the stand-in has no SFTP");
    nodes =
        Nodes.startOpenSsh(servers, List.of("Subsystem sftp internal-sftp"), "node-1", "node-2");
    options = Options.defaults().withSshConfig(nodes.sshConfig());
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  @BeforeEach
  void each_node_has_a_folder() {
    there = folder.resolve("{{hostname}}") + "/";
  }

  private Path on(String hostname, String file) {
    return folder.resolve(hostname).resolve(file);
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_comes_to_every_host_with_its_permissions_and_its_time() throws Exception {
    Path script = file("run.sh", "echo hi\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(script, LONG_AGO);

    Copies copies = Transfer.push(hosts, script, there + "bin/run.sh", options).orThrow();

    assertEquals(List.of(1L, 1L, 1L), copies.all().stream().map(Copy::files).toList());
    assertEquals(List.of(8L, 8L, 8L), copies.all().stream().map(Copy::bytes).toList());
    for (Host host : hosts) {
      Path copy = on(host.hostname(), "bin/run.sh");
      assertEquals("echo hi\n", Files.readString(copy));
      assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
      assertEquals(LONG_AGO, Files.getLastModifiedTime(copy));
      assertEquals(List.of("run.sh"), names(copy.getParent()), "nothing else is left there");
    }
  }

  @Test
  void a_tilde_is_the_home_and_no_folder_of_that_name() throws Exception {
    Path home = Path.of(System.getProperty("user.home"));
    Path file = file(folder.getFileName() + ".txt", "hi\n");
    Path copy = home.resolve(file.getFileName());
    try {
      Transfer.push(hosts, file, "~/" + file.getFileName(), options).orThrow();

      assertEquals("hi\n", Files.readString(copy));
      assertFalse(Files.exists(home.resolve("~")));
      assertFalse(Files.exists(Path.of("~")));
    } finally {
      Files.deleteIfExists(copy);
    }
    assertThrows(Malformed.class, () -> Transfer.fetch(hosts, "~", folder, options));
  }

  @Test
  void a_file_of_many_packets_arrives_byte_for_byte_both_ways() throws Exception {
    var bytes = new byte[5_000_001];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("big"), bytes);

    Transfer.push(hosts, file, there, options).orThrow();
    Transfer.fetch(hosts, there + "big", folder.resolve("back"), options).orThrow();

    for (Host host : hosts) {
      assertArrayEquals(bytes, Files.readAllBytes(on(host.hostname(), "big")));
      assertArrayEquals(bytes, Files.readAllBytes(on("back", host.hostname() + "/big")));
    }
  }

  @Test
  void a_folder_comes_with_all_that_is_in_it_and_keeps_what_else_is_there() throws Exception {
    file("data/a", "A");
    file("data/deep/er/b", "B");
    Files.createDirectories(folder.resolve("data/empty"));
    Files.createSymbolicLink(folder.resolve("data/link"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("data/loop"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("data/nowhere"), Path.of("missing"));
    for (Host host : hosts) {
      file(host.hostname() + "/data/own", "stays");
    }

    Copies copies = Transfer.push(hosts, folder.resolve("data"), there, options).orThrow();

    assertEquals(3, copies.all().getFirst().files());
    for (Host host : hosts) {
      Path copy = on(host.hostname(), "data");
      assertEquals(List.of("a", "deep", "empty", "link", "own"), names(copy));
      assertEquals("B", Files.readString(copy.resolve("deep/er/b")));
      assertEquals("A", Files.readString(copy.resolve("link")));
      assertTrue(Files.isRegularFile(copy.resolve("link"), LinkOption.NOFOLLOW_LINKS));
    }
  }

  @Test
  void folders_that_nobody_may_write_are_copied_like_others() throws Exception {
    file("data/closed/a", "A");
    var closed = PosixFilePermissions.fromString("r-xr-xr-x");
    Files.setPosixFilePermissions(folder.resolve("data/closed"), closed);

    Transfer.push(hosts, folder.resolve("data"), there, options).orThrow();

    for (Host host : hosts) {
      assertEquals(closed, Files.getPosixFilePermissions(on(host.hostname(), "data/closed")));
    }
  }

  @Test
  void what_is_fetched_goes_to_a_folder_for_each_host() throws Exception {
    for (Host host : hosts) {
      file(host.hostname() + "/results/score", host.hostname());
    }

    Copies copies = Transfer.fetch(hosts, there + "results/", folder.resolve("all"), options);

    copies.orThrow();
    for (Host host : hosts) {
      String score = Files.readString(on("all", host.hostname() + "/results/score"));
      assertEquals(host.hostname(), score);
    }
  }

  @Test
  void sub_nodes_of_a_machine_take_part_once() throws Exception {
    Hosts gpus = Hosts.parse("- hostname: [node-1, localhost]\n  gpu: [0, 1]\n  user: me");

    Copies copies = Transfer.push(gpus, file("a", "A"), there + "{{user}}", options).orThrow();

    assertEquals(
        List.of("node-1 (user=me)", "localhost (user=me)"),
        copies.all().stream().map(copy -> copy.host().label()).toList());
    assertEquals("A", Files.readString(on("node-1", "me")));
  }

  @Test
  void a_file_that_is_there_is_replaced_in_one_step() throws Exception {
    for (Host host : hosts) {
      file(host.hostname() + "/a", "an older and longer text");
    }
    for (Host host : hosts) {
      Files.createLink(folder.resolve("kept-" + host.hostname()), on(host.hostname(), "a"));
    }

    Transfer.push(hosts, file("a", "new"), there, options).orThrow();

    for (Host host : hosts) {
      assertEquals("new", Files.readString(on(host.hostname(), "a")));
      assertEquals(
          "an older and longer text",
          Files.readString(folder.resolve("kept-" + host.hostname())),
          "the old file was not written to");
    }
  }

  @Test
  void a_host_that_fails_does_not_keep_the_others_from_it() throws Exception {
    file("node-2/a/b", "a folder is in the way");
    Hosts some = Hosts.of("node-1", "node-2", "nobody@127.0.0.1:1");

    Copies copies = Transfer.push(some, file("a", "A"), there + "a", options);

    assertFalse(copies.ok());
    assertEquals("A", Files.readString(on("node-1", "a")));
    assertTrue(
        copies.all().get(1).failure().orElseThrow().contains("is a folder; "), copies.toString());
    assertTrue(
        copies.all().get(2).failure().orElseThrow().startsWith("cannot reach "), copies.toString());
    var e = assertThrows(PegasusException.class, copies::orThrow);
    assertTrue(
        e.getMessage().startsWith("2 of 3 copies failed: node-2, nobody@127.0.0.1:1; of the first"),
        e.getMessage());
  }

  @Test
  void a_folder_may_be_copied_into_itself_as_it_was() throws Exception {
    file("all/a", "A");
    file("all/deep/b", "B");
    for (String host : List.of("localhost", "node-1")) {
      String into = folder.resolve("all/deep/" + host).toString();

      Transfer.push(Hosts.of(host), folder.resolve("all"), into, options).orThrow();

      assertEquals("A", Files.readString(Path.of(into, "a")));
      assertEquals("B", Files.readString(Path.of(into, "deep/b")));
      assertFalse(Files.exists(Path.of(into, "deep", host)));
    }
  }

  /// SFTP has 32 bits for seconds.
  @Test
  void a_file_of_another_age_arrives() throws Exception {
    Path old = file("old", "old");
    Path later = file("later", "later");
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("1960-01-01T00:00:00Z")));
    Files.setLastModifiedTime(later, FileTime.from(Instant.parse("2150-01-01T00:00:00Z")));

    Transfer.push(hosts, old, there, options).orThrow();
    Transfer.push(hosts, later, there, options).orThrow();

    assertEquals(Files.getLastModifiedTime(old), Files.getLastModifiedTime(on("localhost", "old")));
    assertEquals(Instant.EPOCH, Files.getLastModifiedTime(on("node-1", "old")).toInstant());
    assertEquals("later", Files.readString(on("node-2", "later")));
  }

  @Test
  void what_is_in_the_way_is_said() throws Exception {
    Path file = file("file", "a file");
    String inIt = file + "/x";

    for (Copy copy : Transfer.push(hosts, file("a", "A"), inIt, options).all()) {
      assertEquals(file + " is a file, where a folder should go", copy.failure().orElseThrow());
    }
    assertThrows(Malformed.class, () -> Transfer.push(hosts, file, "", options));
  }

  @Test
  void what_is_not_there_is_said() throws Exception {
    Copies copies = Transfer.fetch(hosts, there + "missing", folder.resolve("all"), options);

    for (Copy copy : copies.all()) {
      String missing = on(copy.host().hostname(), "missing").toString();
      assertEquals(missing + ": there is no such file", copy.failure().orElseThrow());
    }
    Path none = folder.resolve("none");
    assertThrows(Malformed.class, () -> Transfer.push(hosts, none, there, options));
    assertThrows(Malformed.class, () -> Transfer.push(hosts, Path.of("/"), there, options));
    assertThrows(Malformed.class, () -> Transfer.push(hosts, folder, "{{nam}}", options));
    assertThrows(Malformed.class, () -> Transfer.fetch(hosts, "..", folder, options));
  }

  @Test
  void names_may_look_like_templates_and_paths_are_some() throws Exception {
    Path file = file("a {{b}}", "A");

    Transfer.push(hosts, file, there, options).orThrow();
    String fetched = folder.resolve("{{hostname}}").toString();
    Transfer.fetch(hosts, fetched, folder.resolve("all"), options).orThrow();

    for (Host host : hosts) {
      String name = host.hostname();
      assertEquals("A", Files.readString(on("all", name + "/" + name + "/a {{b}}")));
    }
  }

  @Test
  void a_copy_that_takes_too_long_is_ended_and_leaves_nothing() throws Exception {
    Path endless = endless();
    Options hurried = options.withTimeout(Duration.ofMillis(300));
    try {
      Copies copies = Transfer.push(hosts, endless, there + "a", hurried);

      for (Copy copy : copies.all()) {
        assertEquals("timed out", copy.failure().orElseThrow());
        assertEquals(List.of(), names(folder.resolve(copy.host().hostname())));
      }
    } finally {
      Files.delete(endless);
    }
  }

  @Test
  void a_copy_may_take_a_thousand_years() throws Exception {
    Options patient = options.withTimeout(Duration.ofDays(365_000));
    assertTrue(Transfer.push(hosts, file("a", "A"), there, patient).ok());
  }

  @Test
  void an_interrupt_ends_the_copying() throws Exception {
    Path endless = endless();
    try {
      var failure = new CompletableFuture<Throwable>();
      Thread copying =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Transfer.push(hosts, endless, there + "a", options);
                    } catch (PegasusException e) {
                      failure.complete(e);
                    }
                  });
      for (Host host : hosts) {
        Eventually.check("the copy has begun", () -> !filesOf(host).isEmpty());
      }

      copying.interrupt();

      Throwable told = failure.get(30, TimeUnit.SECONDS);
      assertTrue(told.getMessage().startsWith("interrupted"), told.getMessage());
      for (Host host : hosts) {
        Eventually.check("nothing is left", () -> filesOf(host).isEmpty());
      }
    } finally {
      Files.delete(endless);
    }
  }

  private List<String> filesOf(Host host) {
    try {
      Path own = folder.resolve(host.hostname());
      return Files.exists(own) ? names(own) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file so long that no copy of it comes to an end, and that holds nothing.
  private Path endless() throws IOException {
    Path file = folder.resolve("endless");
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(1L << 40);
    }
    return file;
  }
}

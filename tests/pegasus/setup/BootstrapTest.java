package pegasus.setup;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Program;

/// `./jbang` on made-up machines: with its own PATH, home, cache and JDKs, and a small jar in place
/// of JBang.
class BootstrapTest {
  @TempDir Path machine;

  private Path jar;
  private Path script;
  private Path log;

  @BeforeEach
  void a_machine_with_a_jdk_and_a_clone_but_no_jbang() throws Exception {
    jar = machine.resolve("served.jar");
    FakeJBang.writeJar(jar);
    script = machine.resolve("clone/jbang");
    write(
        "clone/jbang", Checkout.read("jbang").replaceFirst("sha256=\\w+", "sha256=" + sha256(jar)));
    write("clone/jbang-catalog.json", "{\"aliases\": {\n  \"q\": {}}}");
    for (String program : List.of("pegasus", "lib/a", "scripts/q", "tests/all", "bench/all")) {
      write("clone/%s.java".formatted(program), "");
    }
    write("elsewhere/here.java", "");
    log = machine.resolve("java.log");
    jdk("jdk", "25.0.3", "echo \"$@\" >>" + log);
    tool("jbang", "echo 0.1.0");
    tool("mvn", "exit 1");
    tool("curl", "exit 1");
    tool("wget", "exit 1");
  }

  @Test
  void a_recent_jbang_on_the_path_is_used_and_told_of_the_jdk() throws Exception {
    tool("jbang", "[ \"$1\" = version ] && echo 0.999.1 || echo \"$JAVA_HOME\" \"$@\"");
    assertEquals(machine.resolve("jdk") + " --verbose x.java\n", run("--verbose", "x.java").out());
  }

  @Test
  void a_program_of_the_clone_starts_without_the_jbang_on_the_path_too() throws Exception {
    tool("jbang", "[ \"$1\" = version ] && echo 0.999.1 || echo \"launcher $@\"");
    Path beside = Files.copy(jar, machine.resolve("bin/jbang.jar"));
    run("pegasus.java"); // learns about JBang
    assertEquals(0, startsOfJava(program("pegasus.java")));
    assertTrue(run("pegasus.java", "", "x").out().endsWith("/pegasus.java>\n<>\n<x>\n"));
    Files.setLastModifiedTime(beside, FileTime.fromMillis(0));
    assertEquals(1, startsOfJava(program("pegasus.java")), "another one");
    assertEquals(0, startsOfJava(program("pegasus.java")));
    assertEquals("launcher x.java\n", run("x.java").out());
  }

  @Test
  void an_old_jbang_on_the_path_is_left_alone() throws Exception {
    mavenWorks();
    assertTrue(run("x.java").out().contains("<x.java>\n"));
  }

  @Test
  void a_clone_on_the_path_does_not_call_itself() throws Exception {
    mavenWorks();
    Files.delete(machine.resolve("bin/jbang"));
    Files.createSymbolicLink(machine.resolve("bin/jbang"), script);
    assertTrue(run("x.java").out().contains("<x.java>\n"));
  }

  @Test
  void maven_is_asked_once_and_the_cache_serves_from_then_on() throws Exception {
    mavenWorks();
    var first = run("x.java");
    assertTrue(first.err().contains("fetching JBang 0."), first::err);
    tool("mvn", "exit 1");
    assertEquals("", run("x.java").err());
  }

  @Test
  void what_maven_brings_with_another_checksum_is_not_used() throws Exception {
    mavenWorks();
    Files.writeString(jar, "something else");
    var ended = run("x.java");
    assertEquals(1, ended.status());
    assertTrue(ended.err().contains("does not have the SHA-256"), ended::err);
    assertEquals(Set.of(), cached());
  }

  @Test
  void the_installer_of_jbang_serves_where_maven_does_not() throws Exception {
    String installer =
        "mkdir \"$JBANG_DIR/bin\" && cp '" + jar + "' \"$JBANG_DIR/bin/jbang.jar\" && echo noise";
    tool("curl", "cat >\"$3\" <<'E'\n" + installer + "\nE");
    var ended = run("x.java");
    assertTrue(ended.out().contains("<x.java>\n"), ended::err);
    assertFalse(ended.out().contains("noise"));
    assertEquals(1, cached(".jar").size());
  }

  @Test
  void where_nothing_helps_the_message_says_what_to_do() throws Exception {
    tool("mvn", "echo '[ERROR] no route to host'; exit 1");
    var ended = run("x.java");
    assertEquals(1, ended.status());
    assertTrue(ended.err().contains("no route to host"), ended::err);
    assertTrue(ended.err().contains("could not be fetched"), ended::err);
    assertTrue(ended.err().contains("install JBang 0."), ended::err);
    assertEquals(Set.of(), cached());
  }

  @Test
  void first_runs_at_the_same_time_all_succeed() throws Exception {
    mavenWorks();
    List<Callable<Program.Ended>> runs = List.of(() -> run("a"), () -> run("b"), () -> run("c"));
    try (var threads = Executors.newFixedThreadPool(runs.size())) {
      for (var ended : threads.invokeAll(runs)) {
        assertEquals(7, ended.get().status(), ended.get().err());
      }
    }
    assertEquals(1, cached(".jar").size());
    assertEquals(1, cached(".aot").size());
    assertEquals(2, cached().size());
  }

  @Test
  void what_java_learnt_about_jbang_in_the_first_run_serves_from_then_on() throws Exception {
    mavenWorks();
    run("x.java");
    Path learnt = machine.resolve("cache/pegasus").resolve(cached(".aot").iterator().next());
    Files.writeString(log, "");
    assertTrue(run("x.java").out().endsWith("<x.java>\n"));
    String started = Files.readString(log);
    assertTrue(started.contains("-XX:AOTCache=" + learnt), started);
    assertEquals(1, started.lines().count(), "once");
  }

  @Test
  void another_jdk_learns_by_itself() throws Exception {
    mavenWorks();
    run("x.java");
    jdk("jdk", "25.0.4");
    run("x.java");
    assertEquals(2, cached(".aot").size());
  }

  @Test
  void where_nothing_can_be_kept_nothing_is_said() throws Exception {
    mavenWorks();
    run("x.java");
    Path cache = machine.resolve("cache/pegasus");
    Files.delete(cache.resolve(cached(".aot").iterator().next()));
    tool("mktemp", "echo 'mktemp: Permission denied' >&2; exit 1");
    var ended = run("x.java");
    assertTrue(ended.out().endsWith("<x.java>\n"), ended::out);
    assertEquals("", ended.err());
  }

  @Test
  void a_java_that_cannot_learn_runs_jbang_all_the_same() throws Exception {
    mavenWorks();
    jdk("jdk", "25.0.3", "case \"$*\" in *AOTCacheOutput*) echo no; exit 1 ;; esac");
    var ended = run("x.java");
    assertTrue(ended.out().endsWith("<x.java>\n"), ended::out);
    assertFalse(ended.out().contains("no\n"), ended::out);
    assertEquals(1, cached().size(), () -> "the jar and nothing else");
  }

  @Test
  void the_program_takes_the_place_of_the_script_with_its_arguments_input_and_status()
      throws Exception {
    mavenWorks();
    String[] arguments = {"x.java", "it's", "a b", "", "*", "$HOME `id` \"\\", "two\nlines\n", "é"};
    var ended = program(arguments).input("what I read").run();
    assertEquals(7, ended.status());
    assertTrue(ended.out().contains("pid " + ended.pid() + "\n"), "it has the script's process");
    assertTrue(ended.out().contains("read what I read\n"));
    assertTrue(ended.out().endsWith("<" + String.join(">\n<", arguments) + ">\n"), ended::out);
  }

  @Test
  void what_jbang_itself_says_is_passed_on_with_its_status() throws Exception {
    mavenWorks();
    var ended = run("say", "a * b");
    assertEquals("a * b\n", ended.out());
    assertEquals(3, ended.status());
  }

  @Test
  void jbang_gets_the_first_jdk_that_is_new_enough_and_the_program_its_own_environment()
      throws Exception {
    mavenWorks();
    jdk("old", "17.0.1");
    jdk("on-path", "26-ea");
    String path = machine.resolve("on-path/bin") + ":" + machine.resolve("bin") + ":/usr/bin:/bin";
    String old = machine.resolve("old").toString();
    var ended = program("x.java").with(Map.of("JAVA_HOME", old, "PATH", path)).run();
    assertTrue(ended.out().contains("jbang " + machine.resolve("on-path") + "\n"), ended::out);
    assertTrue(ended.out().contains("own " + old + "\n"), ended::out);
  }

  @Test
  void a_jdk_in_a_usual_place_is_found() throws Exception {
    mavenWorks();
    jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
    var ended = program("x.java").without("JAVA_HOME").run();
    var jdk = Pattern.compile("^jbang (.*)", Pattern.MULTILINE).matcher(ended.out());
    assertTrue(jdk.find(), ended::err);
    String release = Files.readString(Path.of(jdk.group(1)).resolve("release"));
    assertTrue(
        Pattern.compile("JAVA_VERSION=\"(2[5-9]|[3-9]\\d)").matcher(release).find(), release);
  }

  @Test
  void names_of_the_catalog_and_files_of_the_clone_work_from_every_folder() throws Exception {
    mavenWorks();
    Path clone = script.getParent().toRealPath();
    assertTrue(run("q", "x").out().endsWith("<q@" + clone + "/jbang-catalog.json>\n<x>\n"));
    assertTrue(run("tests/all.java", "x").out().endsWith("<" + clone + "/tests/all.java>\n<x>\n"));
    assertTrue(run("here.java", "x").out().endsWith("<here.java>\n<x>\n"));
    assertTrue(run("--version").out().endsWith("<--version>\n"));
  }

  @Test
  void a_link_to_it_may_lie_anywhere() throws Exception {
    mavenWorks();
    Path clone = script.getParent().toRealPath();
    Path link = Files.createSymbolicLink(machine.resolve("elsewhere/link"), script);
    Files.move(script, clone.resolve("itself"));
    Files.createSymbolicLink(script, Path.of("itself"));
    for (Path by : List.of(link, script)) {
      var ended = program(by, "q").run();
      assertTrue(ended.out().endsWith("<q@" + clone + "/jbang-catalog.json>\n"), ended::err);
    }
  }

  @Test
  void a_program_of_the_clone_starts_without_jbang_while_nothing_has_changed() throws Exception {
    mavenWorks();
    run("pegasus.java", "q");
    assertEquals(0, startsOfJava(program("pegasus.java", "it's", "", "a b").input("what I read")));
    var ended = program("pegasus.java", "it's", "", "a b").input("what I read").run();
    assertEquals(7, ended.status());
    assertTrue(ended.out().contains("pid " + ended.pid() + "\n"), "it has the script's process");
    assertTrue(ended.out().contains("read what I read\n"));
    assertTrue(ended.out().endsWith("/pegasus.java>\n<it's>\n<>\n<a b>\n"), ended::out);
    assertEquals(0, startsOfJava(program("pegasus.java").in(script.getParent())), "from there");
  }

  @Test
  void an_empty_argument_is_kept_in_the_first_run_too() throws Exception {
    mavenWorks();
    assertTrue(run("q", "", "x").out().endsWith("/jbang-catalog.json>\n<>\n<x>\n"));
  }

  @Test
  void jbang_is_asked_again_when_a_file_has_changed_come_or_gone() throws Exception {
    mavenWorks();
    run("pegasus.java");
    Path file = script.resolveSibling("lib/a.java");
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, "class A {}");
    Files.setLastModifiedTime(file, before);
    assertEquals(1, startsOfJava(program("pegasus.java")), "with the time it had");
    Files.writeString(script.resolveSibling("lib/b.java"), "");
    assertEquals(1, startsOfJava(program("pegasus.java")), "come");
    Files.delete(script.resolveSibling("lib/b.java"));
    assertEquals(1, startsOfJava(program("pegasus.java")), "gone");
    assertEquals(0, startsOfJava(program("pegasus.java")));
  }

  @Test
  void jbang_is_asked_again_when_a_file_behind_a_link_has_changed() throws Exception {
    mavenWorks();
    Path lib = script.resolveSibling("lib");
    Path elsewhere = Files.move(lib, machine.resolve("linked"));
    Files.createSymbolicLink(lib, elsewhere);
    run("pegasus.java");
    assertEquals(0, startsOfJava(program("pegasus.java")));
    Files.writeString(elsewhere.resolve("a.java"), "class A {}");
    assertEquals(1, startsOfJava(program("pegasus.java")));
  }

  /// Nothing in it says so: it may be older than what was asked about the one before.
  @Test
  void jbang_is_asked_again_when_another_clone_has_come_to_have_the_name() throws Exception {
    mavenWorks();
    Path clone = script.getParent();
    Path other = machine.resolve("other");
    Program.of("cp", "-R", clone.toString(), other.toString()).run();
    run("pegasus.java");
    assertEquals(0, startsOfJava(program("pegasus.java")));
    Files.move(clone, machine.resolve("before"));
    Files.move(other, clone);
    assertEquals(1, startsOfJava(program("pegasus.java")));
  }

  @Test
  void jbang_is_asked_each_time_about_a_script_that_the_clone_does_not_come_with()
      throws Exception {
    mavenWorks();
    Files.writeString(script.resolveSibling("my.java"), "");
    run("my.java");
    assertEquals(1, startsOfJava(program("my.java")));
  }

  @Test
  void jbang_is_asked_again_when_what_it_named_is_gone() throws Exception {
    mavenWorks();
    Path needed = Files.createFile(machine.resolve("needed.jar"));
    var program = program("pegasus.java").with(Map.of("NEEDS", jar + ":" + needed));
    program.run();
    assertEquals(0, startsOfJava(program));
    Files.delete(needed);
    assertEquals(1, startsOfJava(program));
    assertEquals(1, startsOfJava(program), "nor is such an answer kept");
  }

  @Test
  void a_program_starts_from_all_that_java_has_learnt_about_it() throws Exception {
    mavenWorks();
    Path archive = Files.createFile(machine.resolve("it's an archive"));
    var program = program("pegasus.java", "x").with(Map.of("ARCHIVE", archive.toString()));
    String named = "<-XX:AOTCache=" + archive + ">\n";
    var first = program.run();
    assertTrue(first.out().contains(named), first::out);
    assertEquals(0, startsOfJava(program));
    assertEquals(arguments(first), arguments(program.run()));
    Files.delete(archive);
    assertEquals(1, startsOfJava(program), "it is gone");
  }

  @Test
  void jbang_is_asked_again_for_another_jdk_and_other_settings_of_its_own() throws Exception {
    mavenWorks();
    run("pegasus.java");
    var settings = Map.of("JBANG_REPO", machine.resolve("repo").toString());
    assertEquals(1, startsOfJava(program("pegasus.java").with(settings)));
    assertEquals(0, startsOfJava(program("pegasus.java")));
    jdk("jdk", "25.0.4", "echo \"$@\" >>" + log);
    run("x.java"); // learns about JBang
    assertEquals(1, startsOfJava(program("pegasus.java")));
  }

  @Test
  void who_says_run_asks_jbang() throws Exception {
    mavenWorks();
    run("pegasus.java");
    assertEquals(1, startsOfJava(program("run", script.resolveSibling("pegasus.java").toString())));
  }

  @Test
  void first_runs_of_a_program_at_the_same_time_ask_jbang_once() throws Exception {
    mavenWorks();
    run("x.java");
    Files.writeString(log, "");
    List<Callable<Program.Ended>> runs = List.of(() -> run("q"), () -> run("q"), () -> run("q"));
    try (var threads = Executors.newFixedThreadPool(runs.size())) {
      for (var ended : threads.invokeAll(runs)) {
        assertTrue(ended.get().out().endsWith("/jbang-catalog.json>\n"), ended.get().err());
      }
    }
    assertEquals(1, Files.readString(log).lines().count());
  }

  private static String arguments(Program.Ended ended) {
    return ended.out().substring(ended.out().indexOf('<'));
  }

  /// How often Java is started to ask JBang, for one run.
  private long startsOfJava(Program program) throws Exception {
    Files.writeString(log, "");
    var ended = program.run();
    assertEquals(7, ended.status(), ended::err);
    return Files.readString(log).lines().count();
  }

  private Program.Ended run(String... arguments) throws Exception {
    return program(arguments).run();
  }

  private Program program(String... arguments) {
    return program(script, arguments);
  }

  private Program program(Path by, String... arguments) {
    return Program.of(
            Stream.concat(Stream.of("" + by), Stream.of(arguments)).toArray(String[]::new))
        .in(machine.resolve("elsewhere"))
        .without("JBANG_DIR")
        .without("JBANG_CACHE_DIR")
        .with(
            Map.of(
                "HOME", machine.resolve("home").toString(),
                "XDG_CACHE_HOME", machine.resolve("cache").toString(),
                "JAVA_HOME", machine.resolve("jdk").toString(),
                "PATH", machine.resolve("bin") + ":/usr/bin:/bin"));
  }

  /// From now on Maven serves the jar.
  private void mavenWorks() throws IOException {
    tool(
        "mvn",
        """
        for argument; do
          case $argument in
            -Dartifact=dev.jbang:jbang-cli:*:jar:all) version=${argument#*cli:} ;;
            -DoutputDirectory=*) folder=${argument#*=} ;;
          esac
        done
        cp '%s' "$folder/jbang-cli-${version%%%%:*}-all.jar"
        """
            .formatted(jar));
  }

  private void tool(String name, String lines) throws IOException {
    write("bin/" + name, "#!/bin/sh\n" + lines + "\n");
  }

  private void jdk(String name, String version) throws IOException {
    jdk(name, version, ":");
  }

  /// A folder that looks like a JDK, and is this one.
  ///
  /// @param first what a start of Java does before that
  private void jdk(String name, String version, String first) throws IOException {
    write(name + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    String java = System.getProperty("java.home") + "/bin/java";
    write(name + "/bin/java", "#!/bin/sh\n" + first + "\nexec '" + java + "' \"$@\"\n");
    write(name + "/bin/javac", "#!/bin/sh\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = machine.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Set<String> cached(String suffix) throws IOException {
    return cached().stream().filter(name -> name.endsWith(suffix)).collect(toSet());
  }

  private Set<String> cached() throws IOException {
    try (var files = Files.list(machine.resolve("cache/pegasus"))) {
      return files.map(file -> file.getFileName().toString()).collect(toSet());
    }
  }

  private static String sha256(Path file) throws Exception {
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(sum);
  }
}

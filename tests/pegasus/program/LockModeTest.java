package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Background;
import pegasus.support.Eventually;
import pegasus.support.Pegasus;
import pegasus.support.Program;

class LockModeTest {
  private static final String UNTIL_CLOSED =
      "touch open; until [ -e close ] || [ ! -e open ]; do sleep 0.02; done; exit 0";

  @TempDir Path folder;
  private Pegasus pegasus;

  @BeforeEach
  void make_a_queue() throws IOException {
    pegasus = Pegasus.in(folder).hosts("- localhost").queue("- echo old # yes");
    Files.createDirectory(folder.resolve("bin"));
  }

  @Test
  void the_editor_is_the_option_or_else_the_environments_or_else_vim() throws Exception {
    script("vim", "echo \"- echo vim\" >>$1");
    script("ed", "echo \"- echo $1\" >>$2");
    edit(environment(""), "l");
    edit(environment("ed EDITOR"), "l");
    edit(environment("ed EDITOR"), "lock", "--editor", "ed 'the  option'");
    assertEquals(
        List.of("- echo old # yes", "- echo vim", "- echo EDITOR", "- echo the  option"),
        pegasus.lines("queue.yaml"));
  }

  @Test
  void an_empty_command_is_no_editor_and_a_name_no_option() throws Exception {
    Program.Ended ended = pegasus.run("l", "--editor", " ");
    assertEquals(2, ended.status());
    assertEquals("[Pegasus] --editor names no program\n", ended.err());

    Files.move(folder.resolve("queue.yaml"), folder.resolve("-q.yaml"));
    edit(environment(""), "l", "--queue-file=-q.yaml", "--editor", "sed -i s/old/new/");
    assertEquals(List.of("- echo new # yes"), pegasus.lines("-q.yaml"));
  }

  @Test
  void a_mistake_is_shown_and_the_editor_opens_again() throws Exception {
    var editor =
        editor("if grep -q new $1; then echo '- echo new' >$1; else echo '- [new' >$1; fi");
    var ended = pegasus.run("l", "--editor", editor);
    assertEquals(0, ended.status(), ended::err);
    assertTrue(
        ended.err().contains("queue.yaml:2:") || ended.err().contains("queue.yaml:1:"), ended::err);
    assertEquals("- echo new\n", pegasus.read("queue.yaml"));
  }

  @Test
  void a_template_that_does_not_parse_is_a_mistake() throws Exception {
    var ended = pegasus.run("l", "--editor", editor("echo '- echo {{ a' >$1"));
    assertEquals(2, ended.status());
    assertTrue(ended.err().contains("queue.yaml:1:3: "), ended::err);
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"));
  }

  @Test
  void who_leaves_the_same_mistake_twice_gets_the_queue_back_as_it_was() throws Exception {
    var ended = pegasus.run("l", "--editor", editor("printf '\\377\\000rubbish' >$1"));
    assertEquals(2, ended.status());
    assertFalse(ended.err().contains("\tat "), ended::err);
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"));
    assertEquals(9, Files.size(folder.resolve("queue.yaml.rejected")));
    assertTrue(ended.err().contains("queue.yaml.rejected"), ended::err);
  }

  /// As on a full disk: not a byte more can be written once the editor is open.
  @Test
  void where_there_is_no_room_left_the_queue_is_put_back_all_the_same() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit is needed");
    String full = "prlimit --pid $(ps -o ppid= -p $PPID) --fsize=0:0";
    var ended = pegasus.run("l", "--editor", editor(full + "; echo '- [new' >$1; exit 4"));
    assertEquals(1, ended.status(), ended::err);
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"), ended::err);
    assertEquals("- [new\n", pegasus.read("queue.yaml.rejected"));
    assertFalse(Files.exists(folder.resolve(".queue.yaml.original")));
  }

  @Test
  void a_queue_behind_a_link_is_put_back_whatever_the_editor_does_to_the_link() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = elsewhere.resolve("real.yaml");
    for (String edit : List.of("rm $1", "rm $1; echo '- [new' >$1", "echo '- [new' >$1")) {
      Files.writeString(target, "- echo old\n");
      Files.deleteIfExists(folder.resolve("queue.yaml"));
      Files.createSymbolicLink(folder.resolve("queue.yaml"), Path.of("elsewhere/real.yaml"));

      var ended = pegasus.run("l", "--editor", editor(edit + "; exit 1"));

      assertEquals(1, ended.status(), ended::err);
      assertEquals("- echo old\n", pegasus.read("queue.yaml"), ended::err);
      assertEquals("- echo old\n", Files.readString(target));
    }
  }

  @Test
  void a_copy_that_is_gone_is_not_needed() throws Exception {
    var ended = pegasus.run("l", "--editor", editor("rm -f .queue.yaml.original; echo '- [' >$1"));
    assertEquals(2, ended.status(), ended::err);
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"), ended::err);
  }

  @Test
  void where_there_is_no_room_for_a_copy_no_editor_opens() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit is needed");
    String queue = "- echo old # " + "x".repeat(10_000) + "\n";
    Files.writeString(folder.resolve("queue.yaml"), queue);
    var limited = List.of("prlimit", "--fsize=9000:9000");
    try (var edit = pegasus.startUnder(limited, "l", "--editor", editor("echo >$1"))) {
      var ended = edit.await();
      assertEquals(1, ended.status());
      assertTrue(ended.err().contains("cannot keep a copy of queue.yaml"), ended::err);
    }
    assertEquals(queue, pegasus.read("queue.yaml"));
  }

  @Test
  void an_editor_that_deletes_the_queue_has_made_a_mistake() throws Exception {
    var ended = pegasus.run("l", "--editor", editor("rm -f $1"));
    assertEquals(2, ended.status(), ended::err);
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"));
  }

  @Test
  void an_editor_may_replace_the_file() throws Exception {
    var permissions = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(folder.resolve("queue.yaml"), permissions);
    var editor = editor("cp -p $1 new; echo '- echo new' >>new; mv new $1");
    assertEquals(0, pegasus.run("l", "--editor", editor).status());
    assertEquals("[localhost] old\n[localhost] new\n", pegasus.run("q").out());
    assertEquals(permissions, Files.getPosixFilePermissions(folder.resolve("queue.yaml")));
  }

  @Test
  void an_editor_that_fails_is_told_of() throws Exception {
    var ended = pegasus.run("l", "--editor", "sh -c 'exit 3'");
    assertEquals(1, ended.status());
    assertTrue(ended.err().contains("exit status 3"), ended::err);
    assertEquals(1, pegasus.run("l", "--editor", "no-such-editor").status());
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"));
  }

  @Test
  void a_second_editor_waits_for_the_first_and_says_who_that_is() throws Exception {
    try (var first = open()) {
      try (var second = pegasus.start("l", "--editor", editor("echo '- echo second' >>$1"))) {
        String said = second.awaitErr("waiting for the lock");
        assertTrue(said.contains("pegasus l, process " + first.pid()), said);
        close();
        assertEquals(0, second.await().status());
      }
      assertEquals(0, first.await().status());
    }
    assertEquals(List.of("- echo old # yes", "- echo second"), pegasus.lines("queue.yaml"));
  }

  @Test
  void who_waits_for_the_lock_can_be_stopped() throws Exception {
    try (var first = open();
        var second = pegasus.start("l", "--editor", "false")) {
      second.awaitErr("waiting for the lock");
      second.signal("INT");
      assertEquals(130, second.await().status());
      close();
      assertEquals(0, first.await().status());
    }
  }

  @Test
  void a_run_waits_for_the_editor_and_says_so() throws Exception {
    try (var editing = open();
        var running = pegasus.start("q")) {
      String said = running.awaitErr("waiting for the lock");
      assertTrue(said.contains("pegasus l, process " + editing.pid()), said);
      pegasus.queue("- echo edited");
      close();
      assertEquals("[localhost] edited\n", running.await().out());
      assertEquals(0, editing.await().status());
    }
  }

  @Test
  void an_edit_that_was_cut_short_is_told_once_and_what_was_before_is_kept() throws Exception {
    assertTold("- echo half", "q");
    assertTold("- echo half", "l", "--editor", "true");
    assertTold("- [half", "q");
  }

  private void assertTold(String half, String... next) throws Exception {
    pegasus.queue("- echo old # yes");
    String text = "echo '" + half + "' >$1; " + UNTIL_CLOSED;
    try (var editing = pegasus.start("l", "--editor", editor(text))) {
      await("open");
      editing.signal("KILL");
    }
    Files.delete(folder.resolve("open"));

    String said = pegasus.run(next).err();
    assertTrue(said.contains("an edit of queue.yaml was cut short"), said);
    assertTrue(said.contains("queue.yaml.before-edit"), said);
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml.before-edit"));
    assertFalse(pegasus.run("q").err().contains("cut short"));
  }

  @Test
  void a_run_that_works_on_the_queue_tells_at_once_that_an_edit_was_cut_short() throws Exception {
    pegasus.queue("- " + UNTIL_CLOSED.replace("open", "begun"), "- echo last");
    try (var running = pegasus.start("q")) {
      await("begun");
      String text = "echo '- echo half' >$1; touch editing; exec sleep 60";
      try (var editing = pegasus.start("l", "--editor", editor(text))) {
        await("editing");
        editing.signal("KILL");
        close();
        var ended = running.await();
        assertTrue(ended.out().contains("half"), ended::out);
        assertTrue(ended.err().contains("an edit of queue.yaml was cut short"), ended::err);
      }
    }
    assertEquals("- echo last\n", pegasus.read("queue.yaml.before-edit"));
  }

  @Test
  void the_death_of_the_editor_releases_the_lock() throws Exception {
    try (var editing = open()) {
      editing.signal("KILL");
      var run = pegasus.run("q");
      assertEquals("[localhost] old\n", run.out());
      assertFalse(run.err().contains("cut short"), run::err);
    }
  }

  /// Typed at a terminal, Ctrl-C reaches everything there.
  @Test
  void ctrl_c_in_the_editor_is_the_editors() throws Exception {
    String editor = editor("trap 'touch interrupted' INT; " + UNTIL_CLOSED);
    try (var terminal = Terminal.start(pegasus, "l", "--editor", editor)) {
      await("open");
      terminal.type("\003");
      await("interrupted");
      close();
      var ended = terminal.await();
      assertEquals(0, ended.status(), ended::out);
    }
  }

  @Test
  void ctrl_c_after_a_mistake_gives_up() throws Exception {
    String editor = editor("date +'- [%N' >$1");
    try (var terminal = Terminal.start(pegasus, "l", "--editor", editor)) {
      terminal.awaitOut("press Enter");
      terminal.type("\n");
      terminal.awaitOut("press Enter", 2);
      terminal.type("\003");
      assertEquals(2, terminal.await().status());
    }
    assertEquals("- echo old # yes\n", pegasus.read("queue.yaml"));
  }

  /// An edit that goes on until it is closed.
  private Background open() throws IOException {
    var edit = pegasus.start("l", "--editor", editor(UNTIL_CLOSED));
    await("open");
    return edit;
  }

  private void close() throws IOException {
    Files.createFile(folder.resolve("close"));
  }

  private void await(String file) {
    Eventually.check(file + " is there", () -> Files.exists(folder.resolve(file)));
  }

  /// Fake editors come first on the PATH.
  private Map<String, String> environment(String editor) {
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    return Map.of("PATH", path, "EDITOR", editor);
  }

  private void edit(Map<String, String> environment, String... arguments) throws Exception {
    Program.Ended ended = pegasus.program(arguments).with(environment).run();
    assertEquals(0, ended.status(), ended::err);
  }

  private String editor(String text) throws IOException {
    return script("editor", text).toString();
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("bin/" + name), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}

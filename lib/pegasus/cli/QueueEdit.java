package pegasus.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import pegasus.PegasusException.Malformed;
import pegasus.spec.QueueYaml;
import pegasus.spec.Template;
import pegasus.spec.TemplateShape;
import pegasus.store.Ledger;
import pegasus.store.QueueFile;
import pegasus.store.QueueLock;

/// One edit of the queue under its lock. What the editor leaves behind is checked, and edited again
/// as long as it is wrong. Who gives up gets the queue back as it was; the rejected text is kept
/// beside it.
final class QueueEdit {
  private final QueueFile file;
  private final Editor editor;
  private final Consumer<String> notice;
  // What Ctrl-C does at the moment: nothing while the editor is open, because it is the editor's
  // then.
  private volatile Runnable onInterrupt = () -> {};

  QueueEdit(Path queue, Editor editor, Consumer<String> notice) {
    this.file = new QueueFile(queue);
    this.editor = editor;
    this.notice = notice;
  }

  /// Ctrl-C: ends the wait for the lock, and gives up where the user is asked to edit again.
  void interrupt() {
    onInterrupt.run();
  }

  /// @return the exit status
  int run() {
    Optional<QueueLock.Held> lock = lock();
    if (lock.isEmpty()) {
      return ExitStatus.INTERRUPTED;
    }
    try (QueueLock.Held _ = lock.get()) {
      Ledger.settle(file, _ -> {});
      file.cutShort().ifPresent(notice);
      try (var original = Original.of(file)) {
        return edit(original);
      }
    }
  }

  private Optional<QueueLock.Held> lock() {
    file.check();
    var lock = new QueueLock(file.target(), "pegasus l");
    Consumer<String> waiting =
        who -> notice.accept("waiting for the lock on " + file.path() + ", held by " + who);
    var enough = new AtomicBoolean();
    onInterrupt = () -> enough.set(true);
    Optional<QueueLock.Held> held = lock.acquire(enough::get, waiting);
    onInterrupt = () -> {};
    return held;
  }

  private int edit(Original original) {
    byte[] last = original.now();
    while (true) {
      int status = editor.open(file.path());
      if (status != 0) {
        notice.accept(
            "the editor \"%s\" ended with exit status %d".formatted(editor.command(), status));
        giveUp(original);
        return ExitStatus.FAILED;
      }
      Optional<String> mistake = mistake();
      if (mistake.isEmpty()) {
        return ExitStatus.OK;
      }
      notice.accept(mistake.get());
      byte[] now = original.now();
      if (Arrays.equals(now, last) || !again()) {
        giveUp(original);
        return ExitStatus.MALFORMED;
      }
      last = now;
    }
  }

  private Optional<String> mistake() {
    try {
      var shapes = new HashSet<String>();
      QueueYaml.parse(file.path().toString(), file.read(), job -> parse(job.command(), shapes));
      return Optional.empty();
    } catch (Malformed e) {
      return Optional.of(e.getMessage());
    }
  }

  // Names are looked up when the queue runs: they depend on the hosts.
  private static void parse(String command, Set<String> shapes) {
    if (shapes.add(TemplateShape.of(command))) {
      Template.parse(command);
    }
  }

  /// Asks before the editor opens again, because a full-screen one would hide the message.
  private boolean again() {
    if (!Answer.possible()) {
      return true;
    }
    notice.accept("press Enter to edit again, Ctrl-C to give up");
    var answer = new Answer();
    onInterrupt = answer::refuse;
    boolean entered = answer.entered();
    onInterrupt = () -> {};
    return entered;
  }

  private void giveUp(Original original) {
    if (original.changed()) {
      String edit = original.restore().map(kept -> "; the edit is in " + kept).orElse("");
      notice.accept("gave up: " + file.path() + " is as it was before" + edit);
    } else {
      notice.accept(file.path() + " is as it was");
    }
  }
}

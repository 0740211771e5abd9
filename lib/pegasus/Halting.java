package pegasus;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Counts results, and ends the run early if that is wished, see [Halt].
final class Halting {
  private final Options options;
  private final Control control;
  private final Intake intake;
  private final Supplier<OptionalLong> total;
  private final AtomicBoolean halted = new AtomicBoolean();
  // Guarded by this.
  private long done;
  private long failed;

  /// @param options whose listener does not throw
  /// @param total how many jobs the run has, as far as that is known now
  Halting(Options options, Control control, Intake intake, Supplier<OptionalLong> total) {
    this.options = options;
    this.control = control;
    this.intake = intake;
    this.total = total;
  }

  /// Counts the last result of a job.
  void count(Result result) {
    Halt.Tally tally = add(result);
    options
        .halt()
        .filter(halt -> !control.stopped() && halt.reached(tally, total))
        .filter(_ -> halted.compareAndSet(false, true))
        .ifPresent(halt -> end(halt, tally));
  }

  private synchronized Halt.Tally add(Result result) {
    done++;
    failed += result.ok() ? 0 : 1;
    return new Halt.Tally(done, failed);
  }

  private void end(Halt halt, Halt.Tally tally) {
    intake.finishIfEmpty();
    String what = halt.now() ? "the running commands are being ended" : "no new command starts";
    String text =
        "halt at %s: %d done, %d of them failed; %s"
            .formatted(halt, tally.done(), tally.failed(), what);
    if (halt.now()) {
      control.cancel();
    } else {
      control.stop();
    }
    options.listener().accept(new Event.Notice(text)); // once it is true
  }
}

package pegasus.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Counts the signals that ask this process to end (Ctrl-C, SIGTERM, a closed terminal), and leaves
/// what to do to a handler, until it is closed.
public final class Interrupts implements AutoCloseable {
  private final AtomicInteger count = new AtomicInteger();
  private final List<OnSignal> handled;

  /// @param handler gets 1 for the first, 2 for the second, and so on; it may still be at work on
  ///   one when the next comes
  public Interrupts(IntConsumer handler) {
    Runnable next = () -> handler.accept(count.incrementAndGet());
    handled =
        List.of(new OnSignal("INT", next), new OnSignal("TERM", next), new OnSignal("HUP", next));
  }

  /// From now on the signals do again what they did before.
  @Override
  public void close() {
    handled.forEach(OnSignal::close);
  }
}

package pegasus.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import pegasus.Event.Source;

/// A stream whose bytes arrive on a connection's thread, which cannot wait for an output: others
/// need it, too. A thread carries them on as long as there are any; most commands print little or
/// nothing, and need none.
final class Inbox implements Flow {
  private final Delivery delivery;
  private final IntConsumer taken;
  private final Silence silence = new Silence();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  // guarded by this
  private final Queue<byte[]> arrived = new ArrayDeque<>();
  private boolean delivering;
  private boolean ended;

  /// @param taken hears how many bytes the output took, each time
  Inbox(Source source, Output output, IntConsumer taken) {
    this.delivery = new Delivery(source, output);
    this.taken = taken;
    silence.waiting(System.nanoTime());
  }

  /// Never blocks.
  ///
  /// @param bytes not to be changed any more
  void receive(byte[] bytes) {
    if (arrive(bytes)) {
      Thread.ofVirtual().name("pegasus-ssh-output").start(this::deliver);
    }
  }

  /// @return whether somebody has to carry it on
  private synchronized boolean arrive(byte[] bytes) {
    silence.came(bytes.length, System.nanoTime());
    arrived.add(bytes);
    boolean idle = !delivering;
    delivering = true;
    return idle;
  }

  /// Nothing more comes.
  void end() {
    if (last()) {
      done.complete(null);
    }
  }

  private synchronized boolean last() {
    ended = true;
    return !delivering;
  }

  private void deliver() {
    for (var next = next(); next.isPresent(); next = next()) {
      int length = next.get().length;
      if (delivery.deliver(next.get(), length)) {
        taken.accept(length);
      }
    }
  }

  private Optional<byte[]> next() {
    boolean all;
    synchronized (this) {
      if (!arrived.isEmpty()) {
        return Optional.of(arrived.remove());
      }
      delivering = false;
      all = ended;
      silence.waiting(System.nanoTime());
    }
    if (all) {
      done.complete(null);
    }
    return Optional.empty();
  }

  /// Runs it when the stream has ended, and all of it was delivered: be brief.
  void whenDone(Runnable action) {
    var _ = done.thenRun(action);
  }

  @Override
  public void ended(long now) {
    silence.ended(now);
  }

  @Override
  public boolean done() {
    return done.isDone();
  }

  @Override
  public boolean over(long grace, long now) {
    return done() || silence.over(grace, now);
  }

  @Override
  public void stop() {
    delivery.stop();
  }

  @Override
  public Optional<Throwable> failure() {
    return delivery.failure();
  }
}

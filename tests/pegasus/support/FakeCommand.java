package pegasus.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.session.Output;
import pegasus.session.Running;

/// A command that runs nowhere, and ends when the test says so.
public final class FakeCommand implements Running {
  private final Host host;
  private final String text;
  private final Output output;
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();
  private volatile boolean lingering;
  private volatile Optional<Outcome> unheard = Optional.empty();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  public FakeCommand(Host host, String text, Output output) {
    this.host = host;
    this.text = text;
    this.output = output;
  }

  public Host host() {
    return host;
  }

  public void print(Source source, String what) {
    byte[] bytes = what.getBytes(UTF_8);
    output.accept(source, bytes, bytes.length);
  }

  public void exit(int status) {
    end(new Outcome.Exited(status));
  }

  public void end(Outcome outcome) {
    end.complete(outcome);
  }

  /// The next signal that it was sent.
  public Signal awaitSignal() throws InterruptedException {
    var signal = signals.poll(FakeNodes.PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (signal == null) {
      throw new AssertionError("no signal for " + this);
    }
    return signal;
  }

  @Override
  public Outcome await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new AssertionError("nobody ends it exceptionally", e);
    }
  }

  /// It has ended, but nobody here has heard of it yet: see [#tellEnd].
  public void exitUnheard(int status) {
    unheard = Optional.of(new Outcome.Exited(status));
  }

  public void tellEnd() {
    end(unheard.orElseThrow());
  }

  /// The signals that were sent and that nobody has waited for.
  public List<Signal> signals() {
    return List.copyOf(signals);
  }

  /// After its end others of its process group are still there.
  public void lingers() {
    lingering = true;
  }

  @Override
  public boolean signal(Signal signal) {
    boolean reached = lingering || !(end.isDone() || unheard.isPresent());
    signals.add(signal);
    return reached;
  }

  @Override
  public boolean gone() {
    return end.isDone() && !lingering;
  }

  @Override
  public void abandon() {
    end(new Outcome.Lost("abandoned"));
  }

  /// `node-1: echo hi`.
  @Override
  public String toString() {
    return host.label() + ": " + text;
  }
}

package pegasus;

import java.io.PrintStream;
import java.util.Objects;
import java.util.function.Consumer;

/// A listener that prints what commands write, each line behind its host, as it comes; and what
/// there is to know about hosts and the run.
///
/// ```java
/// Options live = Options.defaults().withListener(Printer.to(System.out));
/// Broadcast.run(hosts, "uname -r", live);
/// ```
public final class Printer implements Consumer<Event> {
  private final PrintStream to;

  private Printer(PrintStream to) {
    this.to = to;
  }

  /// A printer to a stream, which several printers may share: lines are never torn.
  ///
  /// @param stream such as `System.out`
  /// @return the listener
  public static Printer to(PrintStream stream) {
    return new Printer(Objects.requireNonNull(stream, "a stream"));
  }

  /// Prints an event, or leaves it out.
  ///
  /// @param event what happened
  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Output(Host host, _, _, String text) -> print(host.label(), text);
      case Event.Unreachable(Host host, String reason) ->
          print(host.label(), "unreachable: " + reason);
      case Event.HostNotice(Host host, String text) -> print(host.label(), text);
      case Event.Notice(String text) -> print("Pegasus", text);
      case Event.Finished(Result result) when !result.ok() ->
          print(result.host().label(), result.outcome().toString());
      case Event.Connected _, Event.Started _, Event.Finished _ -> {}
    }
  }

  private void print(String who, String text) {
    synchronized (to) {
      text.lines().forEach(line -> to.println("[" + who + "] " + line));
      to.flush();
    }
  }
}

package pegasus.cli;

import java.util.Map;

/// Where a console prints, and what.
///
/// @param samePlace whether both streams end in the same terminal, file or pipe
/// @param printPeriod print every Nth line of each command's stdout, and of its stderr; 0 prints
///   none
/// @param onBrokenPipe called once, when stdout takes no more
/// @param onClose lets go of what the screens hold
record ConsoleSettings(
    Screen stdout,
    Screen stderr,
    boolean samePlace,
    int printPeriod,
    Runnable onBrokenPipe,
    Runnable onClose) {

  /// This process's own streams.
  static ConsoleSettings ofProcess(int printPeriod, Runnable onBrokenPipe) {
    var width = new TerminalWidth();
    return new ConsoleSettings(
        screen(Descriptor.STDOUT, width, System.getenv()),
        screen(Descriptor.STDERR, width, System.getenv()),
        Descriptor.STDOUT.samePlaceAs(Descriptor.STDERR),
        printPeriod,
        onBrokenPipe,
        width::close);
  }

  private static Screen screen(
      Descriptor descriptor, TerminalWidth width, Map<String, String> environment) {
    boolean color = Color.wanted(descriptor.isTerminal(), environment);
    if (!descriptor.isTerminal()) {
      return Screen.plain(descriptor.stream(), color);
    }
    Thread.ofPlatform().daemon().start(width::getAsInt); // takes a while: better now than later
    return Screen.terminal(descriptor.stream(), color, width);
  }
}

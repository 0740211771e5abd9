package pegasus.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How to start a program of this machine as the leader of a process group of its own: a terminal's
/// Ctrl-C is not for it, and a signal reaches all of it.
///
/// The words of each are a program, with arguments, that becomes the leader and then runs its
/// arguments.
final class OwnGroup {
  private OwnGroup() {}

  /// The way that this machine offers: `setsid`, or Perl where there is none, as on macOS.
  static Optional<List<String>> leader() {
    return setsid(OnPath.find("setsid")).or(() -> perl(OnPath.find("perl")));
  }

  static Optional<List<String>> setsid(Optional<Path> program) {
    return program.map(setsid -> List.of(setsid.toString()));
  }

  static Optional<List<String>> perl(Optional<Path> program) {
    return program.map(
        perl -> List.of(perl.toString(), "-e", "setpgrp(0, 0); exec {$ARGV[0]} @ARGV"));
  }

  /// A command line in a group of its own, where that can be had.
  static List<String> of(List<String> command) {
    return Stream.concat(leader().stream().flatMap(List::stream), command.stream()).toList();
  }
}

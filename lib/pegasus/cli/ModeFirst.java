package pegasus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Lets options stand before the mode as well as after it: `pegasus --daemon q` is `pegasus q
/// --daemon`.
final class ModeFirst {
  private ModeFirst() {}

  /// The arguments with the mode in front.
  static List<String> order(CommandLine line, List<String> args) {
    Map<String, CommandLine> modes = line.getSubcommands();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (modes.containsKey(arg)) {
        var ordered = new ArrayList<>(args);
        ordered.addFirst(ordered.remove(i));
        return ordered;
      }
      if (modes.values().stream().anyMatch(mode -> takesNext(mode, arg))) {
        i++;
      }
    }
    return args;
  }

  /// Whether the argument behind `arg` is its value, and so cannot be a mode.
  private static boolean takesNext(CommandLine mode, String arg) {
    if (!arg.matches("-\\w+")) {
      return takesValue(mode, arg);
    }
    // -dp is -d -p: the first letter that takes a value takes what is left of the cluster, else the
    // next argument.
    for (int i = 1; i < arg.length(); i++) {
      if (takesValue(mode, "-" + arg.charAt(i))) {
        return i == arg.length() - 1;
      }
    }
    return false;
  }

  private static boolean takesValue(CommandLine mode, String name) {
    OptionSpec option = mode.getCommandSpec().findOption(name);
    return option != null && option.arity().min() > 0;
  }
}

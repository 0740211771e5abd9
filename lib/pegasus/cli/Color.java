package pegasus.cli;

import java.util.Map;

/// The colours that are readable on dark and on light terminals (ECMA-48, "select graphic
/// rendition").
enum Color {
  NONE(""),
  BOLD("1"),
  RED("31"),
  CYAN("36"),
  MAGENTA("35"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("94"),
  BRIGHT_MAGENTA("95"),
  BRIGHT_CYAN("96"),
  BRIGHT_GREEN("92"),
  BRIGHT_YELLOW("93");

  /// Ends every colour.
  static final String RESET = "\033[0m";

  // Red is for failures, bold for Pegasus itself.
  private static final Color[] OF_HOSTS = {
    CYAN, MAGENTA, GREEN, YELLOW, BLUE, BRIGHT_MAGENTA, BRIGHT_CYAN, BRIGHT_GREEN, BRIGHT_YELLOW
  };

  private final String code;

  Color(String code) {
    this.code = code;
  }

  /// The colour of the host that is seen as the `index`-th, from 0; they come round again.
  static Color ofHost(int index) {
    return OF_HOSTS[Math.floorMod(index, OF_HOSTS.length)];
  }

  /// Whether a stream gets colours: `NO_COLOR` turns them off, `CLICOLOR_FORCE` on (no-color.org,
  /// bixense.com/clicolors); else a terminal gets them, unless it is a dumb one.
  static boolean wanted(boolean terminal, Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = environment.getOrDefault("CLICOLOR_FORCE", "");
    if (!force.isEmpty() && !force.equals("0")) {
      return true;
    }
    return terminal && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /// `text` in this colour, which ends with it.
  String paint(String text) {
    return this == NONE ? text : "\033[" + code + "m" + text + RESET;
  }
}

package pegasus.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` says. The number lives here: `.ci/sources` copies it into pom.xml.
final class Version {
  static final String NUMBER = "0.1.0";
  static final String TEXT = "pegasus " + NUMBER;

  private Version() {}

  /// Whether this is all that is asked for. Then picocli, which takes longer to start than Java
  /// itself, is not needed.
  static boolean isAsked(String... args) {
    return args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"));
  }

  /// Tells picocli.
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {TEXT};
    }
  }
}

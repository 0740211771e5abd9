package pegasus.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import pegasus.support.Nodes;

/// Nodes for what the documentation shows: each has a home of its own, and programs that only say
/// how they were called.
final class StandIns {
  private StandIns() {}

  /// @param folder an existing one, for the nodes only
  static Nodes start(Path folder, List<String> programs, String... names) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : programs) {
      Path file = Files.writeString(bin.resolve(name), PROGRAM);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    String inItsOwnHome =
        "ForceCommand mkdir -p %1$s/$PEGASUS_NODE; cd %1$s/$PEGASUS_NODE; PATH=%2$s:$PATH:%3$s;"
            + " eval \"$SSH_ORIGINAL_COMMAND\"";
    String forced = inItsOwnHome.formatted(folder.resolve("home"), bin, SFTP);
    return Nodes.startOpenSsh(folder, List.of(forced, "Subsystem sftp sftp-server"), names);
  }

  /// Where `sftp-server` is.
  private static final String SFTP =
      "/usr/lib/openssh:/usr/lib/ssh:/usr/libexec/openssh:/usr/libexec";

  /// `objective.py --x X` has something to minimize, too.
  private static final String PROGRAM =
      """
      #!/bin/sh
      echo "${0##*/} $*"
      case $1 in objective.py) awk -v x="$3" 'BEGIN { print (x - 0.3) ^ 2 }' ;; esac
      """;
}

package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.support.Collected;
import pegasus.support.Processes;

/// A server that keeps the connection but answers no more.
@EnabledIf("pegasus.session.SshLab#available")
@Timeout(60)
class FrozenPeerTest {
  @Test
  void its_command_is_lost_after_the_keepalive_of_ssh_config(@TempDir Path folder)
      throws Exception {
    try (var lab = SshLab.start(folder, List.of(), "node-1")) {
      var block =
          lab.block(
              "frozen",
              "node-1",
              "IdentityFile " + lab.nodes().userKey(),
              "ServerAliveInterval 1",
              "ServerAliveCountMax 2");
      try (var session = lab.connector(block).connect(new Host("frozen"))) {
        var output = new Collected();
        var running = session.start("echo $PPID $$; exec sleep 600", output);
        String[] pids = output.firstLine().split(" ");
        SshLab.run("kill", "-s", "STOP", pids[0]);
        var outcome = running.await();
        Processes.kill(Long.parseLong(pids[0]));
        Processes.kill(Long.parseLong(pids[1]));
        assertTrue(outcome instanceof Outcome.Lost, outcome::toString);
        assertFalse(running.gone(), "nobody can know");
        assertFalse(session.open());
      }
    }
  }
}

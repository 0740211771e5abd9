package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import pegasus.support.Background;
import pegasus.support.Eventually;
import pegasus.support.Program;

/// An ssh-agent of the test's own.
///
/// @param socket where it listens
record Agent(Path socket, Background process) implements AutoCloseable {
  static Agent start(Path socket) throws IOException {
    var process = Background.start(new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()));
    Eventually.check("the agent listens", () -> Files.exists(socket));
    return new Agent(socket, process);
  }

  void add(Path key) throws IOException, InterruptedException {
    var environment = Map.of("SSH_AUTH_SOCK", socket.toString());
    var ended = Program.of("ssh-add", "-q", key.toString()).with(environment).run();
    assertEquals(0, ended.status(), ended::err);
  }

  @Override
  public void close() {
    process.close();
  }
}

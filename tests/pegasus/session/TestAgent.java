package pegasus.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// An ssh-agent of the test's own.
final class TestAgent implements AutoCloseable {
  private final Process process;
  private final Path folder;

  private TestAgent(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// For `@EnabledIf`.
  static boolean available() {
    return OnPath.find("ssh-agent").isPresent() && OnPath.find("ssh-keygen").isPresent();
  }

  /// Returns when it listens.
  static TestAgent start() throws IOException {
    // The path of a socket may hold about 100 bytes: a test's own folder can be too deep.
    var folder = Files.createTempDirectory("agent");
    var command = new ProcessBuilder("ssh-agent", "-D", "-a", folder.resolve("s").toString());
    var process = command.redirectErrorStream(true).start();
    process.inputReader().readLine(); // it tells where it listens once it does
    return new TestAgent(process, folder);
  }

  Path socket() {
    return folder.resolve("s");
  }

  /// Hands it a key.
  ///
  /// @param passphrase of the key's file
  TestAgent with(Path key, String passphrase) throws IOException, InterruptedException {
    var answer = folder.resolve("askpass");
    Files.writeString(answer, "#!/bin/sh\necho '%s'\n".formatted(passphrase));
    Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));
    var add = new ProcessBuilder("ssh-add", "-q", key.toString()).redirectErrorStream(true);
    add.environment().put("SSH_AUTH_SOCK", socket().toString());
    add.environment().put("SSH_ASKPASS", answer.toString());
    add.environment().put("SSH_ASKPASS_REQUIRE", "force");
    var adding = add.start();
    String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (adding.waitFor() != 0) {
      throw new IllegalStateException("ssh-add: " + said);
    }
    return this;
  }

  TestAgent with(Path key) throws IOException, InterruptedException {
    return with(key, "");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    for (var file : List.of(socket(), folder.resolve("askpass"), folder)) {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

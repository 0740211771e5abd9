package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/// A queue and a broadcast in a process of its own, while Java looks on: what it learns there is
/// what an [Archive] holds.
final class Rehearsal {
  // So many that Java finds out which methods matter; where that takes too long, fewer.
  private static final int JOBS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final String CLASS = ".class";
  private static final Pattern JARS = Pattern.compile("(pegasus|sshj).*\\.jar");

  private final Path folder;
  private final Path queue;

  private Rehearsal(Path folder) {
    this.folder = folder;
    this.queue = folder.resolve("queue.yaml");
  }

  /// @param arguments an empty folder, which only its owner may enter
  public static void main(String... arguments) throws IOException {
    new Rehearsal(Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    var node = new PipedNode(folder);
    if (node.prepare()) {
      rehearse("- localhost\n- " + PipedNode.NAME + "\n", node.config());
    } else {
      loadJars();
      rehearse("- localhost\n", Path.of("none"));
    }
  }

  private void rehearse(String hosts, Path sshConfig) throws IOException {
    Files.writeString(folder.resolve("hosts.yaml"), hosts);
    Thread clock = Thread.startVirtualThread(this::endInTime);
    run("q", "- true {{ hostname }}\n".repeat(JOBS), sshConfig);
    clock.interrupt();
    run("b", "- seq 1 30000\n", sshConfig);
  }

  private void run(String mode, String jobs, Path sshConfig) throws IOException {
    Files.writeString(queue, jobs);
    App.run(
        mode,
        "--hosts-file=" + folder.resolve("hosts.yaml"),
        "--queue-file=" + queue,
        "--ssh-config=" + sshConfig);
  }

  // By what anybody may do: the queue is emptied.
  private void endInTime() {
    try {
      Thread.sleep(PATIENCE);
      Files.writeString(queue, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Loads what lies in Pegasus's own jars and in those of the SSH library: without a login, a run
  /// does not get far there.
  private static void loadJars() throws IOException {
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(part);
      if (JARS.matcher(jar.getFileName().toString()).matches()) {
        load(jar);
      }
    }
  }

  private static void load(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      for (ZipEntry entry : file.stream().filter(e -> e.getName().endsWith(CLASS)).toList()) {
        if (!needsSigned(file, entry)) {
          load(entry.getName());
        }
      }
    }
  }

  // Every start would check the signatures of BouncyCastle's jars, which takes longer than itself.
  private static boolean needsSigned(JarFile file, ZipEntry entry) throws IOException {
    byte[] bytes = file.getInputStream(entry).readAllBytes();
    return new String(bytes, StandardCharsets.ISO_8859_1).contains("org/bouncycastle");
  }

  private static void load(String file) {
    String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
    try {
      Class.forName(name, false, Rehearsal.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // It needs what is not there, or is for another Java: so it is not in the archive.
    }
  }
}

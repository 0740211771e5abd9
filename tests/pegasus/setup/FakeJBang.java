package pegasus.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Speaks JBang's side of the launcher's protocol: prints a shell command and exits with 255, which
/// means "run this in my place".
final class FakeJBang {
  private FakeJBang() {}

  /// `say TEXT` is JBang saying something itself. Anything else asks for a program that prints its
  /// process id, the JAVA_HOME that JBang had and the one it has itself, what it reads, and its
  /// arguments; it exits with 7. `NEEDS` names a file that this program is said to need, `ARCHIVE`
  /// one that Java is to start from.
  public static void main(String... arguments) {
    if (arguments.length == 2 && arguments[0].equals("say")) {
      System.out.println(arguments[1]);
      System.exit(3);
    }
    System.out.println(
        "sh -c 'echo \"pid $$\"; echo \"jbang $0\"; echo \"own ${JAVA_HOME-}\"; echo \"read"
            + " $(cat)\"; printf \"<%s>\\n"
            + "\" \"$@\"; exit 7' "
            + Stream.of(
                    List.of("" + System.getenv("JAVA_HOME")),
                    needs(),
                    archive(),
                    List.of(arguments))
                .flatMap(List::stream)
                .map(FakeJBang::quoted)
                .collect(Collectors.joining(" ")));
    System.exit(255);
  }

  private static List<String> needs() {
    String file = System.getenv("NEEDS");
    return file == null ? List.of() : List.of("-classpath", file);
  }

  private static List<String> archive() {
    String file = System.getenv("ARCHIVE");
    return file == null ? List.of() : List.of("-XX:SharedArchiveFile=" + file);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /// Writes this class as a runnable jar.
  static void writeJar(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeJBang.class.getName());
    String entry = FakeJBang.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var code = FakeJBang.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
    }
  }
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java

import java.nio.file.attribute.PosixFilePermissions;

/// Installs the command `pegasus`, which starts without JBang, in less than half of the time:
///
///     jbang install@org [FOLDER]
///
/// The folder is `~/.local/bin` if none is given; the program itself goes to `share` beside it.
void main(String... args) throws Exception {
  String usual = System.getProperty("user.home") + "/.local/bin";
  Path bin = Files.createDirectories(Path.of(args.length > 0 ? args[0] : usual).toAbsolutePath());
  Path share = Files.createDirectories(bin.resolveSibling("share").resolve("pegasus"));
  // A folder of its own each time: a Pegasus that runs keeps the files that it was started with.
  Path program = executable(Files.createTempDirectory(share, ""));

  String home = System.getProperty("java.home");
  var java = concat(List.of(home + "/bin/java"), OPTIONS);
  var main = List.of("-cp", copyTo(program), "pegasus.cli.App");
  String archive = program + "/pegasus.jsa";
  // The first run writes down which classes all others will need: that halves their start again.
  run(concat(java, List.of("-XX:ArchiveClassesAtExit=" + archive), main, List.of("-V")));

  var command = concat(java, List.of("-XX:SharedArchiveFile=" + archive), main);
  String script = "#!/bin/sh\nexec " + quoted(command) + " \"$@\"\n";
  Path launcher = executable(Files.writeString(program.resolve("pegasus"), script));
  IO.println(
      "installed "
          + Files.move(launcher, bin.resolve("pegasus"), StandardCopyOption.REPLACE_EXISTING));
}

/// What pegasus.java asks for, and why.
static final List<String> OPTIONS =
    List.of(
        "-Xlog:disable",
        "-XX:+UseSerialGC",
        "-Xms32m",
        "-Xmn24m",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01");

/// Copies what this script runs with, but for itself. Returns the class path of the copies.
String copyTo(Path folder) throws IOException {
  var copies = new StringJoiner(":");
  for (String jar : System.getProperty("java.class.path").split(":")) {
    if (!jar.endsWith("/install.jar")) {
      copies.add(Files.copy(Path.of(jar), folder.resolve(Path.of(jar).getFileName())).toString());
    }
  }
  return copies.toString();
}

void run(List<String> command) throws Exception {
  if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
    throw new IllegalStateException("this does not run: " + quoted(command));
  }
}

@SafeVarargs
final List<String> concat(List<String>... parts) {
  return Stream.of(parts).flatMap(List::stream).toList();
}

String quoted(List<String> words) {
  return words.stream()
      .map(word -> "'" + word.replace("'", "'\\''") + "'")
      .collect(Collectors.joining(" "));
}

Path executable(Path file) throws IOException {
  return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
}

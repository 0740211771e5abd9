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
  Path bin = Path.of(args.length > 0 ? args[0] : usual).toAbsolutePath().normalize();
  if (bin.toString().contains(":")) {
    System.err.println("[Pegasus] " + bin + ": a class path of Java's cannot hold this colon");
    System.exit(2);
  }
  if (Files.isRegularFile(bin)) {
    System.err.println("[Pegasus] " + bin + ": this is a file; name a folder");
    System.exit(2);
  }
  Files.createDirectories(bin);
  Path share = Files.createDirectories(bin.resolveSibling("share").resolve("pegasus"));
  // A folder of its own each time: a Pegasus that runs keeps the files that it was started with.
  Path program = executable(Files.createTempDirectory(share, ""));

  String classPath = copyTo(program);
  String archive = program + "/pegasus.jsa";
  // The first run writes down what Java learns in it: that halves the start of all others again.
  run(java("-XX:ArchiveClassesAtExit=" + archive, classPath, "-V"));

  var command = java("-XX:AOTCache=" + archive, classPath);
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
        "-XX:MaxRAM=64g",
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.AESCrypt::encryptBlock,0.001",
        "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.GHASH::*,0.001",
        "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.GCTR::*,0.001",
        "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.CounterMode::crypt,0.0002",
        "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.GaloisCounterMode::implGCMCrypt,0.0002",
        "-XX:CompileCommand=CompileThresholdScaling,pegasus.spec.QueueYaml*::*,100.0");

/// The command that runs the program, with one option more.
List<String> java(String option, String classPath, String... arguments) {
  String java = System.getProperty("java.home") + "/bin/java";
  var main = List.of(option, "-cp", classPath, "pegasus.cli.App");
  return Stream.of(List.of(java), OPTIONS, main, List.of(arguments)).flatMap(List::stream).toList();
}

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

String quoted(List<String> words) {
  return words.stream()
      .map(word -> "'" + word.replace("'", "'\\''") + "'")
      .collect(Collectors.joining(" "));
}

Path executable(Path file) throws IOException {
  return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Lab;
import bench.support.Machine;

/// Runs all benches, or those that are named: `./jbang bench/all.java [NAME ...] [OPTION ...]`. The
/// options are those of the benches. With `--update` their tables go into bench/README.md.
void main(String... arguments) throws IOException, InterruptedException {
  var wanted = Stream.of(arguments).filter(BENCHES::contains).toList();
  boolean update = List.of(arguments).contains("--update");
  List<String> options =
      Stream.of(arguments)
          .filter(argument -> !BENCHES.contains(argument) && !argument.equals("--update"))
          .toList();
  int failed = 0;
  for (String name : wanted.isEmpty() ? BENCHES : wanted) {
    IO.println("== " + name);
    Optional<String> tables = run(name, options);
    failed += tables.isEmpty() ? 1 : 0;
    if (update && tables.isPresent()) {
      put(name, "\n" + tables.get().strip() + "\n\nOn " + Machine.described() + ".\n");
    }
  }
  System.exit(failed == 0 ? 0 : 1);
}

static final List<String> BENCHES =
    List.of("dispatch", "link", "length", "hosts", "output", "waiting", "start");

/// @return its tables, which were shown meanwhile; empty when it failed
Optional<String> run(String name, List<String> options) throws IOException, InterruptedException {
  var command = new ArrayList<String>();
  command.add(Lab.root().resolve("jbang").toString());
  command.add(Lab.root().resolve("bench/" + name + ".java").toString());
  command.addAll(options);
  var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  var tables = new StringBuilder();
  try (var lines = process.inputReader()) {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      IO.println(line);
      tables.append(line).append('\n');
    }
  }
  return process.waitFor() == 0 ? Optional.of(tables.toString()) : Optional.empty();
}

/// Puts a text between the two comments with the name.
void put(String name, String text) throws IOException {
  Path readme = Lab.root().resolve("bench/README.md");
  String old = Files.readString(readme);
  String begin = "<!-- " + name + " -->\n";
  int from = old.indexOf(begin) + begin.length();
  int to = old.indexOf("<!-- end of " + name + " -->");
  Files.writeString(readme, old.substring(0, from) + text + "\n" + old.substring(to));
}

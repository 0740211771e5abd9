///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//FILES hosts.yaml=../examples/hosts.yaml
//FILES queue.yaml=../examples/queue.yaml

import pegasus.cli.App;

/// Shows queue mode at work. Needs no SSH, and touches nothing but a new folder of its own.
void main() throws IOException {
  Path folder = Files.createTempDirectory("pegasus-demo-");
  IO.println("Pegasus runs the commands of queue.yaml on the hosts of hosts.yaml.");
  Path hosts = copy("hosts.yaml", folder);
  Path queue = copy("queue.yaml", folder);

  IO.println("\n$ pegasus q");
  int status = App.run("q", "--hosts-file", hosts.toString(), "--queue-file", queue.toString());

  IO.println("\n$ head -n 8 consumed.yaml  # what was taken from the queue");
  Files.readAllLines(folder.resolve("consumed.yaml")).stream().limit(8).forEach(IO::println);
  IO.println(
      "\nAll of it is in " + folder + ": write more commands into queue.yaml and run `q` there.");
  System.exit(status);
}

/// Copies a file that came with this script into the folder, and shows it.
Path copy(String name, Path folder) throws IOException {
  Path copy = folder.resolve(name);
  try (var original = getClass().getResourceAsStream("/" + name)) {
    Files.copy(original, copy);
  }
  IO.println("\n$ cat " + name + "\n" + Files.readString(copy).stripTrailing());
  return copy;
}

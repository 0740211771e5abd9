///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//FILES repl.jsh

import jdk.jshell.tool.JavaShellToolBuilder;

/// A JShell with the toolkit imported, see repl.jsh. Commands run in this process: Ctrl-C ends them
/// and not the shell.
void main(String... args) throws Exception {
  Path folder = Files.createTempDirectory("pegasus-repl-");
  Path start = folder.resolve("repl.jsh");
  Path mode = Files.writeString(folder.resolve("mode.jsh"), MODE);
  try (var script = getClass().getResourceAsStream("/repl.jsh")) {
    Files.copy(script, start);
  }
  // The last one first.
  for (Path file : List.of(folder, start, mode)) {
    file.toFile().deleteOnExit();
  }
  List<String> options =
      List.of(
          "--execution=local",
          "--class-path=" + System.getProperty("java.class.path"),
          "--startup=DEFAULT",
          "--startup=PRINTING",
          "--startup=" + start,
          "--feedback=pegasus",
          mode.toString());
  System.exit(JavaShellToolBuilder.builder().start(options.toArray(String[]::new)));
}

/// The usual one cuts what it shows at 1000 characters, or 80: tables are longer.
final String MODE =
    """
    /set mode pegasus -quiet
    /set prompt pegasus '\\njshell> ' '   ...> '
    /set format pegasus pre '|  '
    /set format pegasus post '%n'
    /set format pegasus errorpre '|  '
    /set format pegasus errorpost '%n'
    /set format pegasus errorline '{post}{pre}    {err}'
    /set format pegasus waiting '' ok
    /set format pegasus waiting ', which needs{unresolved}' defined,notdefined-unresolved1,unresolved2
    /set format pegasus display ''
    /set format pegasus display '{name} ==> {value}{post}' added,modified,replaced-expression,varvalue,assignment,varinit,vardecl-ok-primary
    /set format pegasus display '{pre}variable {name}{waiting}{post}' added,modified,replaced-varinit,vardecl-defined,notdefined-primary
    /set format pegasus display '{pre}{name}{waiting}{post}' added,modified,replaced-class,interface,enum,annotation,record-primary
    /set format pegasus display '{pre}{name}({type}){waiting}{post}' added,modified,replaced-method-primary
    /set format pegasus display '{pre}{name}{waiting}{post}' used-class,interface,enum,annotation,record,method
    /set truncation pegasus 100000
    """;

package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Eventually;
import pegasus.support.Program;
import pegasus.support.Tmux;

class CatalogTest {
  private static final String ALL_THREE = "[localhost] one\n[localhost] two\n[localhost] three\n";

  private final String jbang = Checkout.file("jbang").toString();

  /// Has nothing to do with the checkout.
  @TempDir Path folder;

  @BeforeEach
  void hosts_and_a_queue() throws IOException {
    Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n");
    Files.writeString(folder.resolve("queue.yaml"), "- echo one\n- echo two\n- echo three\n");
  }

  @Test
  void every_name_has_a_description_and_a_script_that_is_there() throws IOException {
    JsonObject aliases =
        JsonParser.parseString(Checkout.read("jbang-catalog.json"))
            .getAsJsonObject()
            .getAsJsonObject("aliases");
    assertTrue(
        aliases
            .keySet()
            .containsAll(
                List.of(
                    "pegasus",
                    "q",
                    "b",
                    "l",
                    "repl",
                    "demo",
                    "grid",
                    "random_search",
                    "halving",
                    "facts",
                    "rolling",
                    "push",
                    "watch")));
    for (String name : aliases.keySet()) {
      JsonObject alias = aliases.getAsJsonObject(name);
      assertTrue(alias.get("description").getAsString().length() > 10, name);
      assertTrue(Files.isRegularFile(Checkout.file(alias.get("script-ref").getAsString())), name);
    }
  }

  @Test
  void the_names_of_a_clone_work_from_every_folder() throws Exception {
    assertEquals(ALL_THREE, succeed(jbang("q")).out());
  }

  @Test
  @Timeout(300) // everything is fetched and compiled anew
  void a_remote_catalog_works_from_every_folder() throws Exception {
    HttpServer server = serve(Checkout.root());
    try {
      String catalog = url(server) + "/jbang-catalog.json";
      succeed(newcomer("catalog", "add", "--name", "org", catalog));
      assertEquals(ALL_THREE, succeed(newcomer("pegasus@org", "q")).out());
      hosts_and_a_queue();
      assertEquals(ALL_THREE, succeed(newcomer("q@org")).out());
      succeed(newcomer("build", "repl@org"));
      try (Tmux terminal = Tmux.start(folder, own(), jbang, "repl@org")) {
        terminal.await(s -> s.matches("var hosts = .*\n.*\n.*\n\njshell>"));
        terminal.type("Hosts.expand(\"hosts.yaml\")");
        terminal.await(s -> s.contains("$1 ==> 1 host\nHOST\nlocalhost\n"));
        terminal.press("C-d");
        Eventually.check("it ends", () -> !terminal.runs());
      }
      oneLineGivesAScriptTheToolkit(url(server) + "/pegasus.java");
    } finally {
      server.stop(0);
    }
  }

  private void oneLineGivesAScriptTheToolkit(String program) throws Exception {
    String report = "IO.println(Broadcast.run(Hosts.of(\"localhost\"), \"echo hi\"))";
    String head = "//JAVA 25+\n//DEPS " + program + "\nimport pegasus.*;\n";
    Files.writeString(folder.resolve("mine.java"), head + "void main() { " + report + "; }\n");
    Files.writeString(folder.resolve("mine.jsh"), head + report + "\n");
    for (String script : List.of("mine.java", "mine.jsh")) {
      String out = succeed(newcomer(script)).out();
      assertTrue(out.contains("echo hi"), out);
      assertTrue(out.contains("localhost"), out);
    }
  }

  private Program jbang(String... arguments) {
    var command = Stream.concat(Stream.of(jbang), Stream.of(arguments));
    return Program.of(command.toArray(String[]::new)).in(folder);
  }

  /// The same with settings and caches of its own, so that the user's stay as they are.
  private Program newcomer(String... arguments) {
    return jbang(arguments).with(own());
  }

  private Map<String, String> own() {
    String settings = folder.resolve("jbang").toString();
    return Map.of("JBANG_DIR", settings, "JBANG_CACHE_DIR", settings + "/cache");
  }

  private static Program.Ended succeed(Program program) throws Exception {
    var ended = program.run();
    assertEquals(0, ended.status(), ended::err);
    return ended;
  }

  private static HttpServer serve(Path root) {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = SimpleFileServer.createFileServer(anyPort, root, OutputLevel.NONE);
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}

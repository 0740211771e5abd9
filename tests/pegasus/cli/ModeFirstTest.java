package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ModeFirstTest {
  private final CommandLine line =
      new CommandLine(CommandSpec.create())
          .addSubcommand("q", new QueueMode(), "queue")
          .addSubcommand("l", new LockMode());

  @ParameterizedTest
  @CsvSource({
    "q -d, q -d",
    "-d q, q -d",
    "--daemon queue x, queue --daemon x",
    "-F l q, q -F l",
    "-dF l q, q -dF l",
    "-Fl q, q -Fl",
    "-Fcp q, q -Fcp",
    "--hosts-file q l, l --hosts-file q",
    "--hosts-file=q l, l --hosts-file=q",
    "--editor q l q, l --editor q q",
    "-d x, -d x",
    "-F, -F"
  })
  void the_first_argument_that_can_be_the_mode_comes_first(String given, String ordered) {
    List<String> arguments = List.of(given.split(" "));
    assertEquals(List.of(ordered.split(" ")), ModeFirst.order(line, arguments));
  }
}

package bench.support;

import java.util.List;
import picocli.CommandLine;

/// Measures something, and tells it in tables.
@FunctionalInterface
public interface Bench {
  List<Table> run(Lab lab) throws Exception;

  /// What the main method of a bench does: prints its tables.
  ///
  /// @return the exit status
  static int main(Bench bench, String... arguments) {
    var settings = new Settings();
    var line = new CommandLine(settings);
    try {
      if (CommandLine.printHelpIfRequested(line.parseArgs(arguments))) {
        return 0;
      }
      print(bench, settings);
      return 0;
    } catch (CommandLine.ParameterException | IllegalStateException e) {
      Progress.say(e.getMessage());
      return 2;
    } catch (Exception e) {
      e.printStackTrace();
      return 1;
    }
  }

  private static void print(Bench bench, Settings settings) throws Exception {
    try (Lab lab = Lab.open(settings)) {
      var ending = new Thread(lab::close);
      Runtime.getRuntime().addShutdownHook(ending);
      bench.run(lab).stream().filter(table -> !table.rows().isEmpty()).forEach(System.out::println);
      Runtime.getRuntime().removeShutdownHook(ending);
    }
  }
}

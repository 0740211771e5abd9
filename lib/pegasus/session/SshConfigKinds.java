package pegasus.session;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import pegasus.session.SshConfigText.Block;
import pegasus.session.SshConfigText.Line;
import pegasus.session.SshConfigText.When;

/// ssh_config as the ssh client reads it, which is asked about one host of each kind: to start it
/// takes as long as to connect. Hosts are of one kind when the files say the same about them, but
/// for their names, ports and users. Where that cannot be told here for sure, the client is asked
/// about each.
final class SshConfigKinds implements SshConfig {
  /// What the hosts of a kind may differ in.
  private static final Set<String> OWN = Set.of("hostname", "hostkeyalias", "port", "user");

  private static final Pattern PLAIN = Pattern.compile("[\\w.:-]+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern PLAIN_PATTERN = Pattern.compile("!?[\\w.:*?-]+");
  private static final Pattern PLAIN_INCLUDE = Pattern.compile("(~/)?[\\w./ -]*[\\w.*?-]+");

  private final SshConfigCommand client;
  private final SshConfigFile files;
  private Optional<Known> known = Optional.empty(); // guarded by this

  /// @param files what the client should read; if it has others, each host is asked about
  SshConfigKinds(SshConfigCommand client, SshConfigFile files) {
    this.client = client;
    this.files = files;
  }

  /// @param plain whether all that it says is understood here
  /// @param answers of the client
  private record Known(SshConfigText text, boolean plain, Once<Kind, Answer> answers) {}

  /// @param expected whether the client has read the files that were read here: one that was built
  ///   for another system has its own
  private record Answer(SshKeywords words, boolean expected) {}

  /// @param user the one that is asked for
  /// @param port the one that is asked for
  /// @param same what all of them have
  /// @param own what each of them has a value of its own of
  private record Kind(
      Optional<String> user, OptionalInt port, Map<String, List<String>> same, Set<String> own) {}

  @Override
  public SshKeywords read(SshDestination destination) throws IOException, InterruptedException {
    var now = known();
    if (now.isEmpty() || !now.get().plain() || !plain(destination.host())) {
      return client.read(destination);
    }
    var words = SshConfigFile.Reading.of(now.get().text(), destination);
    var same = words.without(OWN);
    var own = OWN.stream().filter(it -> words.first(it).isPresent());
    var values = own.collect(toMap(it -> it, it -> words.first(it).orElseThrow()));
    if (!values.entrySet().stream().allMatch(SshConfigKinds::plain)
        || !same.entrySet().stream().allMatch(it -> common(it, destination.host()))) {
      return client.read(destination);
    }
    var kind = new Kind(destination.user(), destination.port(), same, Set.copyOf(values.keySet()));
    values.putIfAbsent("hostname", destination.host());
    var answer = now.get().answers().get(kind, _ -> ask(destination, now.get().text()));
    return answer.expected() ? answer.words().with(values) : client.read(destination);
  }

  private Answer ask(SshDestination destination, SshConfigText text)
      throws IOException, InterruptedException {
    var told = client.ask(destination);
    return new Answer(told.words(), told.isFrom(text.files()));
  }

  /// Empty where the files cannot be read: the client tells why.
  private synchronized Optional<Known> known() {
    if (known.isEmpty() || !known.get().text().upToDate()) {
      try {
        var text = files.text();
        known = Optional.of(new Known(text, plain(text.blocks()), new Once<>()));
      } catch (IOException e) {
        known = Optional.empty();
      }
    }
    return known;
  }

  /// Whether a keyword means the same for every host. The control path, which has to differ, is
  /// nothing to us.
  private static boolean common(Map.Entry<String, List<String>> word, String host) {
    return switch (word.getKey()) {
      case "controlpath" -> true;
      case "proxyjump" -> word.getValue().stream().noneMatch(hops -> names(hops, host));
      default -> word.getValue().stream().noneMatch(value -> value.contains("%"));
    };
  }

  // Whatever the case of the letters: to ssh these are the same.
  private static boolean names(String hops, String host) {
    return hops.toLowerCase(Locale.ROOT).contains(host.toLowerCase(Locale.ROOT));
  }

  private static boolean plain(List<Block> blocks) {
    return blocks.stream()
        .allMatch(it -> plain(it.when()) && it.lines().stream().allMatch(SshConfigKinds::plain));
  }

  private static boolean plain(When when) {
    return switch (when) {
      case When.Always _ -> true;
      case When.Host(var it) -> all(it.patterns(), PLAIN_PATTERN);
      case When.Match(var condition) -> condition.equalsIgnoreCase("all");
    };
  }

  private static boolean plain(Line line) {
    return switch (line) {
      case Line.Include(var patterns, var included) ->
          all(patterns, PLAIN_INCLUDE) && plain(included);
      case Line.Setting setting -> !setting.keyword().startsWith("canonical");
      case Line.Unclear _ -> false;
    };
  }

  private static boolean all(List<String> words, Pattern pattern) {
    return words.stream().allMatch(it -> pattern.matcher(it).matches());
  }

  /// A port may be a service's name, which the client looks up.
  private static boolean plain(Map.Entry<String, String> own) {
    return (own.getKey().equals("port") ? NUMBER : PLAIN).matcher(own.getValue()).matches();
  }

  private static boolean plain(String value) {
    return PLAIN.matcher(value).matches();
  }
}

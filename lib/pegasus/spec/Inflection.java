package pegasus.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// English singulars and plurals, as the crate `Inflector` makes them: `{{to_plural}}` has to give
/// the names that existing queue files rely on, also those no teacher would pass: `personople`, and
/// `daum` for one of several `data`.
///
/// Only the last word counts, and only it comes back: `Hello foo-bars` has the singular `bar`.
final class Inflection {
  /// An ending and what it turns into.
  private record Rule(Pattern pattern, String newEnding) {
    Optional<String> apply(String word) {
      Matcher matcher = pattern.matcher(word);
      return matcher.find() ? Optional.of(matcher.group(1) + newEnding) : Optional.empty();
    }
  }

  // What stays, the ending, the new ending ("-" is empty). The first that fits counts.
  private static final List<Rule> PLURALS =
      rules(
          """
          \\w*eaux                                     -         -
          \\w*child                                    (?:ren)?  ren
          \\w*pe(?:rson|ople)                          -         ople
          \\w*[ml](?:ice|ouse)                         -         ice
          \\w*(?:append|cod|ind|matr|mur|sil|vert)     [ei]x     ices
          \\w*(?:ch|sh|ss|x|zz)                        -         es
          \\w*(?:ch|sh|ss|x|zz)es                      -         -
          \\w*[^ch][eio][ln]                           ey        ies
          \\w*(?:[^aeiouy]|qu)                         y         ies
          \\w*(?:ar|ea|eo|hoo|l|oa)                    f         ves
          \\w*(?:kni|li|wi)                            fe        ves
          \\w*                                         sis       ses
          \\w*(?:apheli|asyndet|automat|criteri)       (?:a|on)  a
          \\w*(?:hedr|hyperbat|noumen|organ)           (?:a|on)  a
          \\w*(?:periheli|phenomen|prolegomen)         (?:a|on)  a
          \\w*(?:addend|agend|automat|bacteri)         (?:a|um)  a
          \\w*(?:candelabr|curricul|dat|desiderat)     (?:a|um)  a
          \\w*(?:errat|extrem|millenni|ov|quor)        (?:a|um)  a
          \\w*(?:strat|symposi)                        (?:a|um)  a
          \\w*(?:at|gr|her)                            o         oes
          \\w*(?:cherub|seraph)                        (?:im)?   im
          \\w*(?:alg|alumn|vertebr)                    ae?       ae
          \\w*(?:alumn|bacill|cact|foc|fung|loc)       (?:us|i)  i
          \\w*(?:nucle|octop|radi|stimul|strat)        (?:us|i)  i
          \\w*(?:syllab|termin|uter|vir)               (?:us|i)  i
          \\w*(?:[^l]ias|[aeiou]las|[ejmrz]as|[iu]am)  -         -
          \\w*e[mn]u                                   s?        s
          \\w*(?:[^aou]us|alias|gas|ris|tlas)          -         es
          \\w*(?:ax|test)                              is        es
          \\w*[^aeiou]ese                              -         -
          \\w*                                         s         s
          """);

  private static final List<Rule> SINGULARS =
      rules(
          """
          database                                   s          -
          quiz                                       zes        -
          matr                                       ices       ix
          ind|vert                                   ices       ex
          ^ox                                        en(?s:.*)  -
          alias|status                               (?:es)?    -
          octop|vir                                  (?:us|i)   us
          ^a                                         x[ei]s     xis
          cris|test                                  [ei]s      is
          shoe                                       s          -
          bus                                        (?:es)?    -
          l|m                                        ice        ouse
          \\w*(?:ch|sh|ss|x)                         es         -
          m                                          ovies      ovie
          s                                          eries      eries
          \\w*(?:[^aeiouy]|qu)                       ies        y
          \\w*                                       [lr]ves    f
          \\w*                                       tives      -
          \\w*                                       hives      -
          \\w*                                       [^f]ves    fe
          analy|ba|diagno|parenthe|progno|synop|the  s[ei]s     sis
          \\w*                                       [it]a      um
          \\w*                                       oes        -
          n                                          ews        ews
          \\w*ss                                     -          -
          \\w*                                       s          -
          """);

  private static final Map<String, String> IRREGULAR_PLURALS =
      Map.ofEntries(
          Map.entry("die", "dice"),
          Map.entry("eave", "eaves"),
          Map.entry("foot", "feet"),
          Map.entry("goose", "geese"),
          Map.entry("man", "men"),
          Map.entry("ox", "oxen"),
          Map.entry("quiz", "quizzes"),
          Map.entry("tooth", "teeth"),
          Map.entry("woman", "women"),
          Map.entry("yes", "yeses"));

  private static final Map<String, String> IRREGULAR_SINGULARS =
      IRREGULAR_PLURALS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private static final Set<String> WITHOUT_PLURAL =
      Set.of(
          """
          accommodation adulthood advertising advice aggression aid air aircraft alcohol anger
          applause arithmetic assistance athletics bacon baggage beef biology blood botany bread
          butter carbon cardboard cash chalk chaos chess countryside crossroads dancing deer
          dignity dirt dust economics education electricity engineering enjoyment envy equipment
          ethics evidence evolution fame fiction flour flu food fuel fun furniture gallows garbage
          garlic genetics gold golf gossip grammar gratitude grief guilt gymnastics happiness
          hardware harm hate hatred health heat help homework honesty honey hospitality housework
          humour hunger hydrogen ice importance inflation information innocence iron irony jam
          jewelry judo karate knowledge lack laughter lava leather leisure lightning linguine
          linguini linguistics literature litter livestock logic loneliness luck luggage macaroni
          machinery magic management mankind marble mathematics mayonnaise measles methane milk
          money mud mumps music nature news nitrogen nonsense nurture nutrition obedience obesity
          oxygen pasta patience physics poetry pollution poverty pride psychology publicity
          punctuation quartz racism relaxation reliability research respect revenge rice rubbish
          rum safety scenery seafood seaside series shame sheep shopping sleep smoke smoking snow
          soap software soil spaghetti species steam stuff stupidity sunshine symmetry tennis
          thirst thunder timber traffic transportation trust underwear unemployment unity validity
          veal vegetarianism vegetation vengeance violence vitality warmth wealth weather welfare
          wheat wildlife wisdom yoga zinc zoology
          """
              .strip()
              .split("\\s+"));

  private Inflection() {}

  static String plural(String word) {
    return inflect(word, IRREGULAR_PLURALS, PLURALS).orElseGet(() -> word + "s");
  }

  static String singular(String word) {
    return inflect(word, IRREGULAR_SINGULARS, SINGULARS).orElse(word);
  }

  private static Optional<String> inflect(
      String word, Map<String, String> irregular, List<Rule> rules) {
    if (WITHOUT_PLURAL.contains(word)) {
      return Optional.of(word);
    }
    return Optional.ofNullable(irregular.get(word))
        .or(() -> rules.stream().flatMap(rule -> rule.apply(word).stream()).findFirst());
  }

  private static List<Rule> rules(String table) {
    return table.lines().map(line -> line.strip().split(" +")).map(Inflection::rule).toList();
  }

  private static Rule rule(String[] columns) {
    String ending = columns[1].replaceFirst("^-$", "");
    var pattern =
        Pattern.compile("(" + columns[0] + ")" + ending + "\\z", Pattern.UNICODE_CHARACTER_CLASS);
    return new Rule(pattern, columns[2].replaceFirst("^-$", ""));
  }
}

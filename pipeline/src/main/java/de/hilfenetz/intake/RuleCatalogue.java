package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.read.Readers;
import de.hilfenetz.validate.Rules;
import de.hilfenetz.validate.Schemas;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every rule that a delivery or a record of it can break, in the order of the stages. */
public final class RuleCatalogue {

    private RuleCatalogue() {}

    /** Rules that speak of protected places: how often they do is nobody else's business (SP-11). */
    public static List<Rule> ofProtection() {
        return Protection.rules();
    }

    /**
     * Whether somebody may let a record through of which these rules spoke: it makes sense for machines and gives nobody away,
     * only what it says is doubtful. What nobody can read, what is protected and what speaks for others is never let through.
     */
    public static boolean canBeWaived(Collection<String> codes) {
        var doubtful = codes(Stream.of(Rules.rules(), RecordShapes.rules()));
        var harmless = codes(Stream.of(list().stream()
                .filter(rule -> rule.severity() != Severity.ERROR)
                .toList()));
        harmless.removeAll(codes(Stream.of(Protection.rules())));
        return codes.stream().anyMatch(doubtful::contains)
                && codes.stream().allMatch(code -> doubtful.contains(code) || harmless.contains(code));
    }

    /** Whether one of these rules asks whether a place is a counselling centre or a refuge. */
    public static boolean mustBeDecided(Collection<String> codes) {
        return codes.contains(Protection.DECIDE.code());
    }

    /** Whether a rule protects people: of a record that it concerns less is public than was delivered. */
    public static boolean protects(String code) {
        return Protection.codes().contains(code);
    }

    /** Whether a public record would be protected had not somebody said that it may be public. */
    public static boolean isProtected(JsonNode json) {
        return Protection.of(json) != Protection.PUBLIC;
    }

    /** Whether a record is held only because it was withdrawn. */
    public static boolean isWithdrawn(Collection<String> codes) {
        return codes.stream().allMatch(Processing.WITHDRAWN.code()::equals);
    }

    private static Set<String> codes(Stream<List<Rule>> rules) {
        return rules.flatMap(List::stream).map(Rule::code).collect(Collectors.toSet());
    }

    /** All rules; each code stands for one. */
    public static List<Rule> list() {
        return Stream.of(
                        Readers.rules(),
                        ClientData.rules(),
                        Normaliser.rules(),
                        Concepts.rules(),
                        Identification.rules(),
                        Schemas.rules(),
                        Rules.rules(),
                        Protection.rules(),
                        RecordShapes.rules(),
                        Processing.rules(),
                        Corrections.rules(),
                        Editing.rules(),
                        List.of(PairDecisions.WAITS))
                .flatMap(List::stream)
                .toList();
    }
}

package de.hilfenetz.intake;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.read.Readers;
import de.hilfenetz.validate.Rules;
import de.hilfenetz.validate.Schemas;
import java.util.List;
import java.util.stream.Stream;

/** Every rule that a delivery or a record of it can break, in the order of the stages. */
public final class RuleCatalogue {

    private RuleCatalogue() {}

    /** Rules that speak of protected places: how often they do is nobody else's business (SP-11). */
    public static List<Rule> ofProtection() {
        return Protection.rules();
    }

    /** All rules; each code stands for one. */
    public static List<Rule> list() {
        return Stream.of(
                        Readers.rules(),
                        Normaliser.rules(),
                        Concepts.rules(),
                        Identification.rules(),
                        Schemas.rules(),
                        Rules.rules(),
                        Protection.rules(),
                        RecordShapes.rules(),
                        Processing.rules(),
                        Corrections.rules(),
                        Editing.rules())
                .flatMap(List::stream)
                .toList();
    }
}

package de.hilfenetz.intake;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.validate.Schemas;
import java.util.List;

/** The stages that all feeds share. */
record Stages(Schemas schemas, Concepts concepts, Districts districts, ConfidentialValues secret) {

    /**
     * Learns what is secret of the drafts of one raw record, before any of them goes on.
     *
     * @param drafts with their concepts
     * @return whether one of them is protected, and with it the places that came along
     */
    boolean learn(List<Draft> drafts) {
        if (drafts.stream().noneMatch(draft -> Protection.of(draft.json()) == Protection.PROTECTED)) {
            return false;
        }
        drafts.stream()
                .map(Draft::json)
                .filter(json -> !json.path("kind").asText().equals("organization"))
                .forEach(secret::learn);
        return true;
    }
}

package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.planning.Preview;
import de.hilfenetz.record.Editorial;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A planning round that is about figures.
 *
 * @param state release or day whose figures it is about
 * @param publicOn the day from which everybody sees them
 */
record Round(
        String key, String title, String state, LocalDate publicOn, Optional<String> area, Optional<String> situation) {

    private static final String TYPE = "abstimmung";

    /** All rounds about figures, in the order of their keys. */
    static List<Round> list(Edition edition) {
        return edition.list(TYPE).stream().flatMap(entry -> of(entry).stream()).toList();
    }

    static Optional<Round> find(Edition edition, String key) {
        return list(edition).stream().filter(round -> round.key.equals(key)).findFirst();
    }

    /** Empty where a round is about no figures. */
    static Optional<Round> of(Editorial entry) {
        var content = entry.content();
        return text(content.path("figures"))
                .map(state -> new Round(
                        entry.key(),
                        entry.name().best(),
                        state,
                        Preview.publicOn(LocalDate.parse(content.path("previewFrom")
                                .asText(content.path("date").asText()))),
                        text(content.path("area")),
                        text(content.path("lifeSituation"))));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
    }

    /** What a comment is about. */
    static String figure(Editorial comment) {
        return Preview.figure(comment.content().path("figure").asText());
    }

    /** Of its figures, as a comment names them. */
    String address() {
        return TYPE + "/" + key + "/zahlen";
    }
}

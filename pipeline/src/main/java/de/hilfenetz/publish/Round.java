package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.vocabulary.Preview;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A planning round that is about figures.
 *
 * @param state release or day whose figures it is about
 * @param previewFrom the day from which partners see them
 * @param publicOn the day from which everybody sees them
 */
public record Round(
        String key,
        String title,
        String state,
        LocalDate previewFrom,
        LocalDate publicOn,
        Optional<String> area,
        Optional<String> situation) {

    static final String TYPE = "abstimmung";

    /** Empty where a round is about no figures. */
    public static Optional<Round> of(Editorial entry) {
        var content = entry.content();
        var from = LocalDate.parse(
                content.path("previewFrom").asText(content.path("date").asText()));
        return text(content.path("figures"))
                .map(state -> new Round(
                        entry.key(),
                        entry.name().best(),
                        state,
                        from,
                        Preview.publicOn(from),
                        text(content.path("area")),
                        text(content.path("lifeSituation"))));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
    }

    /** Of its figures, as a comment names them. */
    public String address() {
        return TYPE + "/" + key + "/zahlen";
    }

    /** Whether an assessment was made for it, or a comment is on its figures. */
    public boolean isAbout(Editorial entry) {
        return Editorial.round(entry.content()).filter(key::equals).isPresent();
    }
}

package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.finding.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What is to be said of each rule beside its own words: {@code schemas/rules.yaml}, whose head explains it. */
public final class RuleBook {

    private final JsonNode book;

    private RuleBook(JsonNode book) {
        this.book = book;
    }

    /** Reads the book from the class path. */
    public static RuleBook load() {
        try (var file = RuleBook.class.getResourceAsStream("/schemas/rules.yaml")) {
            return new RuleBook(new YAMLMapper().readTree(Objects.requireNonNull(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it says of a rule. */
    public JsonNode of(Rule rule) {
        return book.path("rules").path(rule.code());
    }

    /** Why it matters, in German or English ({@code de}, {@code en}). */
    public String why(Rule rule, String language) {
        return book.path("why").path(of(rule).path("why").asText()).path(language).asText();
    }

    /** Whether its suggestions can be put in the place of what was delivered, and the finding is gone then. */
    public boolean isFixable(Rule rule) {
        return of(rule).path("fixable").asBoolean();
    }
}

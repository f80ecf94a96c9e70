package de.hilfenetz.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which delivery a record came from, where in it, and for fields that came from a place of their own or were changed on the
 * way: where, and by which rules.
 *
 * @param delivery SHA-256 of the raw bytes, lower-case hexadecimal
 * @param place where the record stood, in words
 * @param fields by JSON pointer into the canonical record ({@code /hours})
 */
public record Origin(String delivery, String place, SortedMap<String, Field> fields) {

    public Origin {
        fields = Lists.copy(fields);
    }

    /** An origin without remarks on single fields. */
    public static Origin of(String delivery, String place) {
        return new Origin(delivery, place, Collections.emptySortedMap());
    }

    /**
     * Where one field came from.
     *
     * @param place within the record, null when it is the record's own place
     * @param rules codes of the rules that changed the value, in order
     * @param correction what editors put in place of the provider's value; null where they did not
     * @param feed the other source whose word it is, because it is trusted more in this; null: the record's own
     * @param others what other sources of the same thing say instead
     */
    public record Field(
            @Nullable String place,
            List<String> rules,
            @Nullable Correction correction,
            @Nullable String feed,
            List<Statement> others) {

        public Field {
            rules = Lists.copy(rules);
            others = Lists.copy(others);
        }

        public Field(@Nullable String place, List<String> rules, @Nullable Correction correction) {
            this(place, rules, correction, null, List.of());
        }
    }

    /**
     * What another feed says, in a record that was joined to this one; or what this one's feed says, where another one's word counts.
     *
     * @param value in canonical form
     */
    public record Statement(String feed, JsonNode value) {}

    /**
     * An editors' correction of one field.
     *
     * @param provided what the provider delivered, in canonical form; null for nothing, and where it is not to be told
     * @param reason a sentence for everybody
     * @param source public page that proves it
     * @param until last day it holds
     */
    public record Correction(
            @Nullable JsonNode provided,
            String reason,
            @Nullable String source,
            LocalDate until) {}

    /** The fields of which other sources say something else, by pointer. */
    public SortedMap<String, List<Statement>> others() {
        var others = new TreeMap<String, List<Statement>>();
        fields.forEach((pointer, field) -> {
            if (!field.others().isEmpty()) {
                others.put(pointer, field.others());
            }
        });
        return others;
    }

    /** The fields that editors corrected, by pointer. */
    public SortedMap<String, Correction> corrections() {
        var corrections = new TreeMap<String, Correction>();
        fields.forEach((pointer, field) -> {
            if (field.correction() != null) {
                corrections.put(pointer, field.correction());
            }
        });
        return corrections;
    }
}

package de.hilfenetz.finding;

import de.hilfenetz.record.Place;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about one place in one delivery. Values are the provider's own words: they are shown only to the deliverer
 * and never stored outside the raw delivery.
 *
 * @param field JSON pointer into the canonical record ({@code /contacts/0/phones/0}), null for the record as a whole
 * @param value the value found, null where there is none
 * @param suggestion a value that would pass, null where none is known
 * @param values further values for the rule's sentence, by placeholder
 * @param subject the record it is about; null where none is, or where nobody knows which
 */
public record Finding(
        Rule rule,
        Place place,
        @Nullable String field,
        @Nullable String value,
        @Nullable String suggestion,
        Map<String, String> values,
        @Nullable Subject subject) {

    /** A sentence after others that asks whether the suggestion is meant. */
    private static final Pattern GUESS = Pattern.compile("(?<=[.?!]) [^.?!]*\\{suggestion}[^.?!]*[.?!]");

    public Finding {
        values = Map.copyOf(values);
    }

    /**
     * A record as its sender knows it.
     *
     * @param id the provider's own; empty where there is none
     * @param name in the provider's words; empty where there is none, or where it must not be told
     */
    public record Subject(String id, String name) {

        /** For a report: {@code Familiencafé (a1)}. */
        @Override
        public String toString() {
            return name.isEmpty() || id.isEmpty() ? name + id : name + " (" + id + ")";
        }
    }

    /** A finding about one value. */
    public static Finding of(Rule rule, Place place, @Nullable String field, @Nullable String value) {
        return new Finding(rule, place, field, value, null, Map.of(), null);
    }

    /** The same with a suggestion. */
    public Finding suggesting(String better) {
        return new Finding(rule, place, field, value, better, values, subject);
    }

    /** The same with one more value for the sentence. */
    public Finding with(String name, String text) {
        var more = new java.util.HashMap<>(values);
        more.put(name, text);
        return new Finding(rule, place, field, value, suggestion, more, subject);
    }

    /** The same at another place. */
    public Finding at(Place other) {
        return new Finding(rule, other, field, value, suggestion, values, subject);
    }

    /** The same, told of a record. */
    public Finding about(Subject record) {
        return new Finding(rule, place, field, value, suggestion, values, record);
    }

    /** The same for the eyes of others: the value is left out of the sentence. */
    public Finding withoutValue() {
        return new Finding(rule, place, field, value == null ? null : "…", null, values, null);
    }

    /** How bad it is. */
    public Severity severity() {
        return rule.severity();
    }

    /** The rule's German sentence with the values filled in. */
    public String german() {
        return fill(rule.german());
    }

    /** The rule's English sentence with the values filled in. */
    public String english() {
        return fill(rule.english());
    }

    private String fill(String template) {
        var text = (suggestion == null ? GUESS.matcher(template).replaceAll("") : template)
                .replace("{value}", value == null ? "" : value)
                .replace("{suggestion}", suggestion == null ? "" : suggestion);
        for (var entry : values.entrySet()) {
            text = text.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return text;
    }
}

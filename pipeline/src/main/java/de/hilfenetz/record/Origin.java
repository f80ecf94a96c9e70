package de.hilfenetz.record;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
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
     */
    public record Field(@Nullable String place, List<String> rules) {

        public Field {
            rules = Lists.copy(rules);
        }
    }
}

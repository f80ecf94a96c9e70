package de.hilfenetz.vocabulary;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The city, one of its Stadtbezirke, Stadtteile or Wohnquartiere.
 *
 * @param notation the city's AGS (8 digits), the number of the Stadtbezirk (2), Stadtteil (3) or Wohnquartier
 *     (4); leading zeros count
 * @param labels name by language
 * @param within notation of the area around it, null for the city
 */
public record Area(
        String notation,
        AreaKind kind,
        SortedMap<String, String> labels,
        List<String> otherLabels,
        @Nullable String within) {

    public Area {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        otherLabels = List.copyOf(otherLabels);
    }

    /** The German name. */
    public String label() {
        return labels.getOrDefault("de", notation);
    }

    /** The name in {@code language}, in German where there is none. */
    public String label(String language) {
        var label = labels.get(language);
        return label == null ? label() : label;
    }

    /** The IRI without the base: {@code id/gebiet/037}. */
    public String path() {
        return "id/gebiet/" + notation;
    }

    /** How large an area is, told from its notation. */
    public enum AreaKind {
        CITY,
        DISTRICT,
        QUARTER,
        /** Of one cut, from the operator; the vocabulary itself holds none. */
        NEIGHBOURHOOD;

        static AreaKind of(String notation) {
            return switch (notation.length()) {
                case 8 -> CITY;
                case 2 -> DISTRICT;
                case 3 -> QUARTER;
                default ->
                    throw new IllegalStateException(
                            "vocab/gebiet.ttl: an area has 8, 2 or 3 digits, not '%s'".formatted(notation));
            };
        }
    }
}

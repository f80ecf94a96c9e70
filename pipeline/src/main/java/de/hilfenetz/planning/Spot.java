package de.hilfenetz.planning;

import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What planning needs of a place.
 *
 * @param areas Stadtbezirk, Stadtteil and Wohnquartier it lies in, as far as known
 * @param features barrier-free features by notation; absent is unknown
 */
public record Spot(UUID id, String name, List<String> areas, SortedMap<String, Answer> features) {

    public Spot {
        areas = List.copyOf(areas);
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }

    static Spot of(Location location) {
        var areas = new ArrayList<String>();
        var area = location.area();
        if (area != null) {
            if (area.district() != null) {
                areas.add(area.district());
            }
            if (area.quarter() != null) {
                areas.add(area.quarter());
            }
            if (area.wohnquartier() != null) {
                areas.add(area.wohnquartier());
            }
        }
        return new Spot(location.id(), location.name().best(), areas, location.features());
    }

    /** What is known of one feature. */
    public Answer feature(String notation) {
        return features.getOrDefault(notation, Answer.UNKNOWN);
    }
}

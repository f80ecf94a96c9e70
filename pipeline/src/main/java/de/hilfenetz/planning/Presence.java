package de.hilfenetz.planning;

import de.hilfenetz.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * "Wann ist niemand da?": how many places are open at each full hour of the week, and of a public holiday, and how many services
 * without a place can be reached then.
 *
 * @param places open, by hour: 24 · day + hour, day 7 the holiday
 * @param withoutPlace services without a place that are open, by hour
 * @param known places with readable hours of at least one service
 * @param unknown places of which no readable hours are known
 * @param unknownHoliday places with readable hours none of which says anything of public holidays; not counted on the holiday
 * @param knownWithoutPlace services without a place whose hours can be read
 * @param unknownWithoutPlace services without a place and without readable hours
 */
public record Presence(
        List<Integer> places,
        List<Integer> withoutPlace,
        int known,
        int unknown,
        int unknownHoliday,
        int knownWithoutPlace,
        int unknownWithoutPlace) {

    public Presence {
        places = List.copyOf(places);
        withoutPlace = List.copyOf(withoutPlace);
    }

    /** Places whose hours on a day are known; day 7 is the holiday. */
    public int knownOn(int day) {
        return day < HOLIDAY ? known : known - unknownHoliday;
    }

    /** Places of which nobody knows whether they are open on a day. */
    public int unknownOn(int day) {
        return day < HOLIDAY ? unknown : unknown + unknownHoliday;
    }

    private static final int HOLIDAY = 7;

    /** Hours of the week and of the holiday. */
    public static final int HOURS = 8 * 24;

    /** Counts over the services that surely fit {@code selection}, whatever the hour. */
    public static Presence of(Selection selection, Inventory inventory, Vocabulary vocabulary) {
        var sieve = new Selection.Sieve(
                new Selection(selection.area(), selection.situation(), selection.slots(), null), inventory, vocabulary);
        var city = vocabulary.areas().city().notation();
        Map<UUID, BitSet> open = new HashMap<>();
        Map<UUID, Boolean> known = new HashMap<>();
        var holidays = new HashSet<UUID>();
        var withoutPlace = new int[HOURS];
        var knownWithoutPlace = 0;
        var unknownWithoutPlace = 0;
        for (var offer : inventory.offers()) {
            if (sieve.fit(offer).filter(reasons -> reasons.isEmpty()).isEmpty()) {
                continue;
            }
            var isAnywhere = false;
            for (var site : offer.at()) {
                var spot = inventory.findSpot(site.location());
                if (spot.isPresent()) {
                    isAnywhere = true;
                    if ((selection.area().equals(city) || spot.get().areas().contains(selection.area()))
                            && sieve.isSureAt(spot.get(), site.hours())) {
                        var opening = site.hours().opening();
                        known.merge(site.location(), opening != null, Boolean::logicalOr);
                        if (opening != null) {
                            open.computeIfAbsent(site.location(), none -> new BitSet())
                                    .or(opening.hours());
                            if (opening.holidaysKnown()) {
                                holidays.add(site.location());
                            }
                        }
                    }
                }
            }
            if (!isAnywhere) {
                var opening = offer.hours().opening();
                if (opening == null) {
                    unknownWithoutPlace++;
                } else {
                    knownWithoutPlace++;
                    opening.hours().stream().forEach(hour -> withoutPlace[hour]++);
                }
            }
        }
        var places = new int[HOURS];
        open.values().forEach(hours -> hours.stream().forEach(hour -> places[hour]++));
        var readable = (int) known.values().stream().filter(one -> one).count();
        return new Presence(
                list(places),
                list(withoutPlace),
                readable,
                known.size() - readable,
                readable - holidays.size(),
                knownWithoutPlace,
                unknownWithoutPlace);
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}

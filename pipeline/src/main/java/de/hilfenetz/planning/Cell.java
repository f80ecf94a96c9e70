package de.hilfenetz.planning;

import de.hilfenetz.vocabulary.AreaFigures.Inhabitants;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one area, life situation and slot, each beside the number of services of which it is not known.
 *
 * @param kind what the number of services means
 * @param services with a public place in the area; of the city all services
 * @param places with such a service
 * @param withoutPlace services without a public place; counted for the city only
 * @param minutes open in the week, over all services and their places in the area
 * @param withoutHours services without readable hours and without "by appointment"
 * @param byAppointment services that only say "by appointment"
 * @param capacity reported, by unit
 * @param withoutCapacity services that report none
 * @param catchment services that say they serve this very area or one around it, but not the whole city
 * @param cityWide services that say they serve the whole city, or whose place is kept secret
 * @param missing feeds that should report here and do not
 * @param inhabitants of the area and the age the slot is of, from the operator's table; null where it does not tell
 */
public record Cell(
        Kind kind,
        int services,
        int places,
        int withoutPlace,
        long minutes,
        int withoutHours,
        int byAppointment,
        SortedMap<String, Integer> capacity,
        int withoutCapacity,
        int catchment,
        int cityWide,
        List<String> missing,
        @Nullable Inhabitants inhabitants) {

    public Cell {
        capacity = Collections.unmodifiableSortedMap(new TreeMap<>(capacity));
        missing = List.copyOf(missing);
    }

    /** Services per 10,000 inhabitants of the matching age; empty where nobody told how many they are. */
    public OptionalDouble rate() {
        return inhabitants == null || inhabitants.number() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(services * 10_000.0 / inhabitants.number());
    }

    /** What the number of services means; the four are never mixed. */
    public enum Kind {
        /** So many services are there. */
        SERVICES("angebote"),
        /** All feeds that should report do, and none reports a service. Nobody says that one is needed. */
        NONE_REPORTED("kein-angebot-gemeldet"),
        /** A feed that should report does not: nobody knows. */
        MISSING("daten-fehlen"),
        /** None in the area, but one for the whole city. */
        CITY_WIDE("stadtweit"),
        /** None, and nobody knows which feeds should report. */
        UNKNOWN("keine-meldung");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** In tables. */
        public String word() {
            return word;
        }
    }

    /** Figures while they are counted. */
    static final class Tally {

        int services;
        int places;
        int withoutPlace;
        long minutes;
        int withoutHours;
        int byAppointment;
        int withoutCapacity;
        int catchment;
        int cityWide;
        private final Map<String, Integer> capacity = new TreeMap<>();
        /** How many services report each unit. */
        private final Map<String, Integer> capacityOf = new TreeMap<>();

        void addCapacity(String unit, int number, int sign) {
            var reporting = capacityOf.merge(unit, sign, Integer::sum);
            capacity.merge(unit, number, Integer::sum);
            if (reporting == 0) {
                capacity.remove(unit);
                capacityOf.remove(unit);
            }
        }

        /**
         * @param everywhere services of the whole city
         */
        Cell cell(int everywhere, Reporting reporting, List<String> missing, @Nullable Inhabitants inhabitants) {
            return new Cell(
                    kind(everywhere, reporting, missing),
                    services,
                    places,
                    withoutPlace,
                    minutes,
                    withoutHours,
                    byAppointment,
                    new TreeMap<>(capacity),
                    withoutCapacity,
                    catchment,
                    everywhere,
                    missing,
                    inhabitants);
        }

        private Kind kind(int everywhere, Reporting reporting, List<String> missing) {
            if (services > 0) {
                return Kind.SERVICES;
            }
            if (!missing.isEmpty()) {
                return Kind.MISSING;
            }
            if (everywhere > 0) {
                return Kind.CITY_WIDE;
            }
            return reporting.known() ? Kind.NONE_REPORTED : Kind.UNKNOWN;
        }
    }
}

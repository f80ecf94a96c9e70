package de.hilfenetz.planning;

import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Freshness;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How good the data of each organization are, as counts a reader can check: no score, no rank. What is measured are entries,
 * not help.
 *
 * @param measurements by organization in the order of their ids, those of no organization last
 */
public record Quality(List<Measurement> measurements) {

    public Quality {
        measurements = List.copyOf(measurements);
    }

    /** What is looked at (DQV dimensions). */
    public enum Dimension {
        /** How many services say something in a field. */
        COMPLETENESS("vollstaendigkeit"),
        /** When the provider last said "still right": fresh, due, stale. */
        FRESHNESS("frische"),
        /** How many of the values reported can be read by programs, and how many newer forms are held for a fault. */
        VALIDITY("gueltigkeit"),
        /** At how many places an answer to a barrier-free feature is known, yes or no. */
        ACCESSIBILITY("barrierefreiheit-bekannt");

        private final String word;

        Dimension(String word) {
            this.word = word;
        }

        /** In tables. */
        public String word() {
            return word;
        }
    }

    /** What a service may say. */
    public enum Field {
        BESCHREIBUNG,
        TELEFON,
        EMAIL,
        ZEITEN,
        ORT,
        THEMA,
        LEBENSLAGE,
        GENERATION,
        ZIELGRUPPE,
        SPRACHE,
        ZUGANG,
        KOSTEN,
        KAPAZITAET,
        VERANTWORTUNG,
        FINANZIERUNG,
        BESTAETIGUNG;

        /** In tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One measurement: {@code good} of {@code all}.
     *
     * @param organization null for services that name none
     * @param field of the dimension
     */
    public record Measurement(@Nullable UUID organization, Dimension dimension, String field, int good, int all) {

        /** From 0 to 1; 1 where there was nothing to measure. */
        public double value() {
            return all == 0 ? 1 : (double) good / all;
        }
    }

    /**
     * Measures all services and their places.
     *
     * @param held services of which a newer form is held
     * @param day on which freshness is looked at
     */
    public static Quality of(Inventory inventory, Set<UUID> held, LocalDate day, Vocabulary vocabulary) {
        var byOrganization =
                new TreeMap<@Nullable UUID, List<Offer>>(Comparator.nullsLast(Comparator.comparing(UUID::toString)));
        inventory
                .offers()
                .forEach(offer -> byOrganization
                        .computeIfAbsent(offer.organization(), none -> new ArrayList<>())
                        .add(offer));
        var measurements = new ArrayList<Measurement>();
        var features = new Classes(vocabulary).features();
        byOrganization.forEach((organization, offers) -> {
            for (var field : Field.values()) {
                measurements.add(new Measurement(
                        organization,
                        Dimension.COMPLETENESS,
                        field.word(),
                        (int) offers.stream()
                                .filter(offer -> offer.reported().contains(field))
                                .count(),
                        offers.size()));
            }
            freshness(offers, day)
                    .forEach((state, count) -> measurements.add(new Measurement(
                            organization, Dimension.FRESHNESS, state.notation(), count, offers.size())));
            var hours = offers.stream()
                    .filter(offer -> offer.reported().contains(Field.ZEITEN))
                    .toList();
            measurements.add(new Measurement(
                    organization,
                    Dimension.VALIDITY,
                    "zeiten-lesbar",
                    (int) hours.stream().filter(Quality::isReadable).count(),
                    hours.size()));
            measurements.add(new Measurement(
                    organization,
                    Dimension.VALIDITY,
                    "nicht-zurueckgestellt",
                    (int) offers.stream()
                            .filter(offer -> !held.contains(offer.id()))
                            .count(),
                    offers.size()));
            var spots = new HashSet<Spot>();
            offers.forEach(offer -> offer.at()
                    .forEach(site -> inventory.findSpot(site.location()).ifPresent(spots::add)));
            for (var feature : features) {
                measurements.add(new Measurement(
                        organization,
                        Dimension.ACCESSIBILITY,
                        feature,
                        (int) spots.stream()
                                .filter(spot -> spot.feature(feature) != Answer.UNKNOWN)
                                .count(),
                        spots.size()));
            }
        });
        return new Quality(measurements);
    }

    private static boolean isReadable(Offer offer) {
        return offer.hours().opening() != null
                || offer.hours().byAppointment()
                || offer.at().stream().anyMatch(site -> !site.hours().isUnknown());
    }

    private static Map<Freshness, Integer> freshness(List<Offer> offers, LocalDate day) {
        var counts = new LinkedHashMap<Freshness, Integer>();
        for (var state : Freshness.values()) {
            counts.put(state, 0);
        }
        for (var offer : offers) {
            var dates = offer.dates();
            counts.merge(dates == null ? Freshness.DUE : Freshness.of(dates, day), 1, Integer::sum);
        }
        return counts;
    }

    /** The measurements of one dimension and field over all organizations, added up. */
    public Measurement total(Dimension dimension, String field) {
        var good = 0;
        var all = 0;
        for (var one : measurements) {
            if (one.dimension() == dimension && one.field().equals(field)) {
                good += one.good();
                all += one.all();
            }
        }
        return new Measurement(null, dimension, field, good, all);
    }
}

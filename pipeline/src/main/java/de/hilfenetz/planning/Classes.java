package de.hilfenetz.planning;

import de.hilfenetz.record.Answer;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a service is sorted: a concept counts for those above it too, and who says "all ages" is in that row alone. */
final class Classes {

    /** Every service. */
    static final String ALL = "alle";

    /** Of every age. */
    static final String ALL_AGES = "alle-generationen";

    private final Vocabulary vocabulary;
    private final List<String> thresholds;
    private final List<String> features;
    private final Map<String, List<String>> above = new HashMap<>();

    Classes(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        thresholds = notations("zugang");
        features = notations("merkmal");
    }

    private List<String> notations(String scheme) {
        return vocabulary.getScheme(scheme).concepts().stream()
                .map(concept -> concept.notation())
                .toList();
    }

    List<String> features() {
        return features;
    }

    List<String> thresholds() {
        return thresholds;
    }

    /** The life situations it counts for, {@link #ALL} first. */
    Set<String> situations(Offer offer) {
        var situations = new LinkedHashSet<String>();
        situations.add(ALL);
        situations.addAll(named("lebenslage", offer.lifeSituations()));
        return situations;
    }

    /** All its slots but those that its places have. */
    Set<Slot> slots(Offer offer) {
        var slots = new LinkedHashSet<Slot>();
        slots.add(Slot.ALL);
        var ages = offer.generations().contains(ALL_AGES)
                ? List.of(ALL_AGES)
                : List.copyOf(named("generation", offer.generations()));
        ages.forEach(value -> slots.add(new Slot(Split.GENERATION, value, null)));
        named("zielgruppe", offer.audiences()).forEach(value -> slots.add(new Slot(Split.AUDIENCE, value, null)));
        orUnknown(offer.languages()).forEach(value -> slots.add(new Slot(Split.LANGUAGE, value, null)));
        for (var threshold : thresholds) {
            slots.add(new Slot(Split.ACCESS, threshold, offer.access().getOrDefault(threshold, Answer.UNKNOWN)));
        }
        named("grundlage", offer.basis()).forEach(value -> slots.add(new Slot(Split.BASIS, value, null)));
        named("verantwortung", offer.payers()).forEach(value -> slots.add(new Slot(Split.FUNDING, value, null)));
        return slots;
    }

    /** The slots of the features that a service has at these places: the best answer counts. */
    List<Slot> features(Collection<Spot> spots) {
        var slots = new ArrayList<Slot>(features.size());
        for (var feature : features) {
            var best = spots.stream()
                    .map(spot -> spot.feature(feature))
                    .min(Answer::compareTo)
                    .orElse(Answer.UNKNOWN);
            slots.add(new Slot(Split.FEATURE, feature, best));
        }
        return slots;
    }

    /** When a service is open that has these hours, each at a place of its own: at each as if it were the only one. */
    static Set<Slot> times(Collection<Offer.Timetable> timetables) {
        var times = new LinkedHashSet<Slot>();
        for (var hours : timetables) {
            var opening = hours.opening();
            var said = opening != null
                    ? opening.times()
                    : List.of(hours.byAppointment() ? Opening.BY_APPOINTMENT : Split.UNKNOWN);
            said.forEach(time -> times.add(new Slot(Split.TIME, time, null)));
        }
        return times;
    }

    private Set<String> named(String scheme, List<String> notations) {
        var all = new LinkedHashSet<String>();
        notations.forEach(notation ->
                all.addAll(above.computeIfAbsent(scheme + "/" + notation, key -> withBroader(scheme, notation))));
        return all.isEmpty() ? Set.of(Split.UNKNOWN) : all;
    }

    private List<String> withBroader(String scheme, String notation) {
        var all = new ArrayList<String>();
        for (var at = notation; at != null && !all.contains(at); ) {
            all.add(at);
            at = vocabulary.find(scheme, at).map(concept -> concept.broader()).orElse(null);
        }
        return all;
    }

    private static Collection<String> orUnknown(List<String> values) {
        return values.isEmpty() ? List.of(Split.UNKNOWN) : new LinkedHashSet<>(values);
    }
}

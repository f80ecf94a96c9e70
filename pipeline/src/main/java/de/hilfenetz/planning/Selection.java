package de.hilfenetz.planning;

import de.hilfenetz.record.Answer;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which services somebody looks for. Those that surely fit are the ones a {@link Cell} of the same area, life situation and slot
 * counts; those that may fit are told apart, each with what is not known of it.
 *
 * @param area AGS of the city for anywhere
 * @param situation notation or {@code alle}
 * @param slots all of them must hold; thresholds and features with the answer asked for
 * @param hour full hour of the {@link Week}, 24 · day + hour, day 7 the holiday; null for any time
 */
public record Selection(
        String area,
        String situation,
        List<Slot> slots,
        @Nullable Integer hour) {

    /** Audiences that say something about gender; who names none of them left it open. */
    private static final Set<String> GENDERS =
            Set.of("frauen", "maedchen", "maenner", "jungen", "trans-inter-nichtbinaer", "lsbtiq");

    private static final String EVERYBODY = "alle";

    public Selection {
        slots = List.copyOf(slots);
    }

    /** Why a service may fit only. */
    public enum Doubt {
        /** It is for everybody, whom somebody asked about among them. */
        FOR_ALL,
        /** It says nothing about it. */
        NOT_REPORTED,
        /** It says "limited". */
        LIMITED,
        /** It has no hours that one could read. */
        HOURS,
        /** It makes appointments. */
        APPOINTMENT,
        /** It says nothing of public holidays. */
        HOLIDAY;

        /** Whether it is one because nothing was said. */
        public boolean isSilence() {
            return this != FOR_ALL && this != LIMITED;
        }
    }

    /**
     * One doubt.
     *
     * @param slot in question; null where the time is
     */
    public record Reason(Doubt doubt, @Nullable Slot slot) {}

    /** Sorts services. */
    public static final class Sieve {

        private final Selection selection;
        private final Inventory inventory;
        private final Classes classes;
        private final String city;

        public Sieve(Selection selection, Inventory inventory, Vocabulary vocabulary) {
            this.selection = selection;
            this.inventory = inventory;
            classes = new Classes(vocabulary);
            city = vocabulary.areas().city().notation();
        }

        /** Empty where the service does not fit; without a reason for doubt where it surely does. */
        public Optional<List<Reason>> fit(Offer offer) {
            if (!classes.situations(offer).contains(selection.situation)) {
                return Optional.empty();
            }
            var reasons = new LinkedHashSet<Reason>();
            var own = classes.slots(offer);
            for (var slot : selection.slots) {
                if (!slot.split().isOfPlace() && !own.contains(slot)) {
                    var doubt = doubt(offer, slot);
                    if (doubt.isEmpty()) {
                        return Optional.empty();
                    }
                    reasons.add(new Reason(doubt.get(), slot));
                }
            }
            return site(offer).map(more -> {
                reasons.addAll(more);
                return List.copyOf(reasons);
            });
        }

        /** Whether it fits and leaves nothing open. */
        boolean isSure(Offer offer) {
            return fit(offer).filter(List::isEmpty).isPresent();
        }

        /** How many may fit only because something was not said. */
        public long countSilent() {
            return inventory.offers().stream()
                    .flatMap(offer -> fit(offer).stream())
                    .filter(reasons ->
                            reasons.stream().anyMatch(reason -> reason.doubt().isSilence()))
                    .count();
        }

        /** The places in the area at which a service that surely fits does so. */
        public List<Spot> places(Offer offer) {
            return offer.at().stream()
                    .flatMap(site ->
                            inventory
                                    .findSpot(site.location())
                                    .filter(spot -> isInArea(spot) && isSureAt(spot, site.hours()))
                                    .stream())
                    .distinct()
                    .toList();
        }

        private boolean isInArea(Spot spot) {
            return selection.area.equals(city) || spot.areas().contains(selection.area);
        }

        /** Whether nothing speaks against one place of a service that fits. */
        boolean isSureAt(Spot spot, Offer.Timetable hours) {
            return reasons(hours, spot).filter(List::isEmpty).isPresent();
        }

        private Optional<Doubt> doubt(Offer offer, Slot slot) {
            if (slot.isUnknown()) {
                return Optional.empty();
            }
            return switch (slot.split()) {
                case GENERATION ->
                    doubt(offer.generations(), offer.generations().contains(Classes.ALL_AGES));
                case AUDIENCE -> {
                    var open = GENDERS.contains(slot.value())
                            && offer.audiences().stream().noneMatch(GENDERS::contains);
                    var all = offer.audiences().contains(EVERYBODY);
                    yield open && !all ? Optional.of(Doubt.NOT_REPORTED) : doubt(offer.audiences(), all);
                }
                case LANGUAGE -> doubt(offer.languages(), false);
                case ACCESS -> doubt(slot, offer.access().getOrDefault(slot.value(), Answer.UNKNOWN));
                case BASIS -> doubt(offer.basis(), false);
                case FUNDING -> doubt(offer.payers(), false);
                case ALL, FEATURE, TIME -> Optional.empty();
            };
        }

        private static Optional<Doubt> doubt(List<String> said, boolean forAll) {
            return said.isEmpty()
                    ? Optional.of(Doubt.NOT_REPORTED)
                    : forAll ? Optional.of(Doubt.FOR_ALL) : Optional.empty();
        }

        private static Optional<Doubt> doubt(Slot slot, Answer answer) {
            if (slot.answer() != Answer.YES) {
                return Optional.empty();
            }
            return switch (answer) {
                case LIMITED -> Optional.of(Doubt.LIMITED);
                case UNKNOWN -> Optional.of(Doubt.NOT_REPORTED);
                case YES, NO -> Optional.empty();
            };
        }

        /** What speaks against the best of its places; of one without a place, only the whole city can be asked. */
        private Optional<List<Reason>> site(Offer offer) {
            var sites = offer.at().stream()
                    .filter(site -> inventory.findSpot(site.location()).isPresent())
                    .toList();
            if (sites.isEmpty()) {
                return selection.area.equals(city) ? reasons(offer.hours(), null) : Optional.empty();
            }
            Optional<List<Reason>> best = Optional.empty();
            for (var site : sites) {
                var spot = inventory.findSpot(site.location()).orElseThrow();
                if (isInArea(spot)) {
                    var reasons = reasons(site.hours(), spot);
                    if (reasons.isPresent()
                            && (best.isEmpty()
                                    || reasons.get().size() < best.get().size())) {
                        best = reasons;
                    }
                }
            }
            return best;
        }

        private Optional<List<Reason>> reasons(Offer.Timetable hours, @Nullable Spot spot) {
            var reasons = new ArrayList<Reason>();
            for (var slot : selection.slots) {
                if (slot.split() == Split.FEATURE) {
                    var answer = spot == null ? Answer.UNKNOWN : spot.feature(slot.value());
                    if (answer != slot.answer()) {
                        var doubt = doubt(slot, answer);
                        if (doubt.isEmpty()) {
                            return Optional.empty();
                        }
                        reasons.add(new Reason(doubt.get(), slot));
                    }
                }
                if (slot.split() == Split.TIME && !Classes.times(List.of(hours)).contains(slot)) {
                    var doubt = slot.isUnknown()
                            ? Optional.<Doubt>empty()
                            : doubt(hours, slot.value().equals(Opening.HOLIDAYS));
                    if (doubt.isEmpty()) {
                        return Optional.empty();
                    }
                    reasons.add(new Reason(doubt.get(), slot));
                }
            }
            var hour = selection.hour;
            var opening = hours.opening();
            if (hour != null && (opening == null || !opening.hours().get(hour))) {
                var doubt = doubt(hours, hour >= Week.HOURS);
                if (doubt.isEmpty()) {
                    return Optional.empty();
                }
                reasons.add(new Reason(doubt.get(), null));
            }
            return Optional.of(reasons);
        }

        /** Why somebody may be there although nothing says so; empty where the hours speak against it. */
        private static Optional<Doubt> doubt(Offer.Timetable hours, boolean onHoliday) {
            var opening = hours.opening();
            if (opening == null) {
                return Optional.of(hours.byAppointment() ? Doubt.APPOINTMENT : Doubt.HOURS);
            }
            return onHoliday && !opening.holidaysKnown() ? Optional.of(Doubt.HOLIDAY) : Optional.empty();
        }
    }
}

package de.hilfenetz.planning;

import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Basis;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What planning needs of a service. Lists hold notations as reported.
 *
 * @param at where it is offered; empty where it has no public place
 * @param hours where it is offered without a place
 * @param area whom it serves: the city's AGS, Stadtbezirke, Stadtteile
 * @param goalsAssigned null where no goal is assigned
 * @param outcomeLevels steps of the result chain that it reports
 * @param payers levels of its funding
 * @param basis kinds of what it rests on
 * @param ends the first day on which it, or its money, is said to end; null where nobody says so
 * @param reported the fields in which it says something
 */
public record Offer(
        UUID id,
        String feed,
        String name,
        @Nullable UUID organization,
        List<String> lifeSituations,
        List<String> generations,
        List<String> audiences,
        List<String> languages,
        SortedMap<String, Answer> access,
        List<Site> at,
        Timetable hours,
        List<String> area,
        boolean protectedPlace,
        Service.@Nullable Capacity capacity,
        Service.@Nullable Availability availability,
        List<String> goals,
        @Nullable Assignment goalsAssigned,
        List<String> outcomeLevels,
        @Nullable String responsibility,
        List<String> payers,
        List<String> basis,
        @Nullable LocalDate ends,
        @Nullable Dates dates,
        Set<Quality.Field> reported) {

    public Offer {
        access = Collections.unmodifiableSortedMap(new TreeMap<>(access));
        at = List.copyOf(at);
        outcomeLevels = List.copyOf(outcomeLevels);
        payers = List.copyOf(payers);
        basis = List.copyOf(basis);
    }

    /**
     * Who assigned the goals.
     *
     * @param byEditors or else in the provider's delivery
     * @param on null where nobody says when
     */
    public record Assignment(boolean byEditors, @Nullable LocalDate on) {

        private static @Nullable Assignment of(Service service) {
            if (service.goals().isEmpty()) {
                return null;
            }
            var origin = service.origin();
            var corrected = origin != null && origin.corrections().containsKey("/goals");
            var said = service.goalsAssigned();
            return said == null
                    ? new Assignment(corrected, null)
                    : new Assignment(corrected || said.by().equals("editor"), said.on());
        }
    }

    /** One place where it is offered, and when. */
    public record Site(UUID location, Timetable hours) {}

    /**
     * When.
     *
     * @param opening null where no readable hours are reported
     * @param byAppointment whether an appointment can be made
     */
    public record Timetable(@Nullable Opening opening, boolean byAppointment) {

        static final Timetable UNKNOWN = new Timetable(null, false);

        /** Whether nothing is known: neither hours nor that one makes an appointment. */
        public boolean isUnknown() {
            return opening == null && !byAppointment;
        }
    }

    /** Whether a service counts at all: what is over or rests does not. */
    static boolean isCounted(Service service) {
        return service.status() == Service.Status.ACTIVE || service.status() == Service.Status.TEMPORARILY_CLOSED;
    }

    static Offer of(Service service, Function<String, @Nullable Opening> openings) {
        var closed = service.status() == Service.Status.TEMPORARILY_CLOSED;
        var usual = timetable(service.hours(), openings, closed);
        return new Offer(
                service.id(),
                service.feed(),
                service.name().best(),
                service.organization(),
                service.lifeSituations(),
                service.generations(),
                service.audiences(),
                service.languages(),
                service.access(),
                service.at().stream()
                        .map(at -> new Site(
                                at.location(), at.hours() == null ? usual : timetable(at.hours(), openings, closed)))
                        .toList(),
                usual,
                service.area(),
                service.protectedPlace(),
                service.capacity(),
                service.availability(),
                service.goals(),
                Assignment.of(service),
                service.outcome().stream()
                        .map(Service.Outcome::level)
                        .distinct()
                        .toList(),
                service.responsibility(),
                service.funding().stream()
                        .map(Service.Funding::level)
                        .distinct()
                        .toList(),
                service.basis().stream().map(Basis::kind).distinct().toList(),
                ends(service),
                service.dates(),
                reported(service));
    }

    /** What it says of one threshold. */
    public Answer access(String threshold) {
        return access.getOrDefault(threshold, Answer.UNKNOWN);
    }

    /** The day its provider last said "still right"; null where that was never. */
    public @Nullable LocalDate confirmed() {
        return dates == null ? null : dates.confirmed();
    }

    private static Set<Quality.Field> reported(Service service) {
        var fields = EnumSet.noneOf(Quality.Field.class);
        BiConsumer<Quality.Field, Boolean> says = (field, said) -> {
            if (said) {
                fields.add(field);
            }
        };
        var contacts = new ArrayList<>(service.contacts());
        service.at().forEach(at -> contacts.addAll(at.contacts()));
        says.accept(Quality.Field.BESCHREIBUNG, service.description() != null);
        says.accept(
                Quality.Field.TELEFON,
                contacts.stream().anyMatch(contact -> !contact.phones().isEmpty()));
        says.accept(Quality.Field.EMAIL, contacts.stream().anyMatch(contact -> contact.email() != null));
        says.accept(
                Quality.Field.ZEITEN,
                service.hours() != null || service.at().stream().anyMatch(at -> at.hours() != null));
        says.accept(Quality.Field.ORT, !service.at().isEmpty());
        says.accept(Quality.Field.THEMA, !service.topics().isEmpty());
        says.accept(Quality.Field.LEBENSLAGE, !service.lifeSituations().isEmpty());
        says.accept(Quality.Field.GENERATION, !service.generations().isEmpty());
        says.accept(Quality.Field.ZIELGRUPPE, !service.audiences().isEmpty());
        says.accept(Quality.Field.SPRACHE, !service.languages().isEmpty());
        says.accept(
                Quality.Field.ZUGANG, service.access().values().stream().anyMatch(answer -> answer != Answer.UNKNOWN));
        says.accept(Quality.Field.KOSTEN, service.cost() != null);
        says.accept(Quality.Field.KAPAZITAET, service.capacity() != null);
        says.accept(Quality.Field.VERANTWORTUNG, service.responsibility() != null);
        says.accept(Quality.Field.FINANZIERUNG, !service.funding().isEmpty());
        says.accept(
                Quality.Field.BESTAETIGUNG,
                service.dates() != null && service.dates().confirmed() != null);
        return Collections.unmodifiableSet(fields);
    }

    private static @Nullable LocalDate ends(Service service) {
        var days = new ArrayList<LocalDate>();
        if (service.endsOn() != null) {
            days.add(service.endsOn());
        }
        if (service.fundedUntil() != null) {
            days.add(service.fundedUntil());
        }
        service.funding().forEach(funding -> {
            if (funding.until() != null) {
                days.add(funding.until());
            }
        });
        return days.stream().min(LocalDate::compareTo).orElse(null);
    }

    private static Timetable timetable(
            @Nullable Hours hours, Function<String, @Nullable Opening> openings, boolean closed) {
        if (hours == null) {
            return Timetable.UNKNOWN;
        }
        var appointment = hours.byAppointment() == Answer.YES || hours.byAppointment() == Answer.LIMITED;
        var opening = hours.osm() == null || closed ? null : openings.apply(hours.osm());
        return new Timetable(opening, appointment);
    }

    /** Whether it says that it serves the whole city, or its place is kept secret so that it counts for the city only. */
    public boolean isCityWide(String city) {
        return protectedPlace || area.contains(city);
    }

    /** The same, its lists and answers being those that equal ones share. */
    Offer shared(UnaryOperator<Object> share) {
        return new Offer(
                id,
                (String) share.apply(feed),
                name,
                organization,
                list(share, lifeSituations),
                list(share, generations),
                list(share, audiences),
                list(share, languages),
                access,
                at,
                (Timetable) share.apply(hours),
                list(share, area),
                protectedPlace,
                capacity,
                availability,
                list(share, goals),
                goalsAssigned,
                list(share, outcomeLevels),
                responsibility,
                list(share, payers),
                list(share, basis),
                ends,
                dates,
                set(share, reported));
    }

    @SuppressWarnings("unchecked")
    private static Set<Quality.Field> set(UnaryOperator<Object> share, Set<Quality.Field> set) {
        return (Set<Quality.Field>) share.apply(set);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(UnaryOperator<Object> share, List<String> list) {
        return (List<String>) share.apply(list);
    }
}

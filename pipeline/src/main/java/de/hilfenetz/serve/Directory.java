package de.hilfenetz.serve;

import static java.util.Objects.requireNonNull;

import de.hilfenetz.graph.OpeningTimes;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Snapshot.Head;
import de.hilfenetz.journal.Version;
import de.hilfenetz.query.GermanStems;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Service.AtLocation;
import de.hilfenetz.serve.Lines.Facet;
import de.hilfenetz.serve.Lines.Found;
import java.text.CollationKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of one release, in German order, and what lists filter by. Whole records are not kept: they are read when their
 * page is asked for. Immutable.
 */
public final class Directory {

    private final Map<Kind, Lines> byKind;
    private final Map<UUID, Listed> byId;
    private final Map<UUID, List<Listed>> byOrganization;
    private final Map<UUID, List<Listed>> byLocation;
    private final List<Service> crisis;
    private final Map<String, Optional<OpeningTimes>> times;
    /** What the next one can take over, where it is known which versions the records are; by id. */
    private final Map<UUID, Kept> kept;

    private final String mark;

    /** So many changed records are read one by one; of more, all are. */
    private static final int FEW = 2_000;

    /**
     * All that is known of one record.
     *
     * @param version that it was read from; null where nobody knows
     * @param order where its name stands
     * @param at where it is offered
     * @param features what a place has for people with disabilities
     * @param writing whether it can be written to
     * @param crisis itself, where it is a crisis number
     */
    private record Kept(
            @Nullable Head version,
            Listed listed,
            Found found,
            CollationKey order,
            Set<UUID> at,
            Set<String> features,
            boolean writing,
            @Nullable Service crisis) {}

    /** What makes a service easy to come to: a place without a step. The other values are thresholds of the record. */
    static final String STEP_FREE = "stufenlos";

    /** The feature of a place that says so. */
    static final String STEP_FREE_ENTRANCE = "stufenloser-eingang";

    /** Written, typed or face to face: it can be reached without a call. */
    static final String WITHOUT_CALL = "ohne-telefon";

    /** One comes as one is. */
    static final String WITHOUT_APPOINTMENT = "ohne-termin";

    /**
     * One line of a list.
     *
     * @param areas Stadtteile and Stadtbezirke where it is
     */
    record Listed(
            UUID id,
            Kind kind,
            String name,
            String letter,
            @Nullable UUID organization,
            Set<String> areas,
            Set<String> topics,
            Set<String> lifeSituations,
            boolean protectedPlace) {}

    /**
     * What a list is narrowed to; nothing chosen narrows nothing.
     *
     * @param words as {@link GermanStems} has them
     * @param openAt must be open then, as far as its hours can be read
     * @param changedAfter its content must have changed after that
     */
    record Filter(
            List<String> words,
            Map<Facet, List<String>> chosen,
            @Nullable Instant openAt,
            @Nullable Instant changedAfter) {

        static final Filter NONE = new Filter(List.of(), Map.of(), null, null);

        Filter {
            words = List.copyOf(words);
            chosen = Map.copyOf(chosen);
        }

        /** Only words. */
        static Filter of(List<String> words) {
            return new Filter(words, Map.of(), null, null);
        }

        Filter with(Facet facet, List<String> values) {
            var more = new HashMap<>(chosen);
            if (values.isEmpty()) {
                more.remove(facet);
            } else {
                more.put(facet, List.copyOf(values));
            }
            return new Filter(words, more, openAt, changedAfter);
        }

        /** Open or not. */
        Filter whenever() {
            return new Filter(words, chosen, null, changedAfter);
        }

        Filter changedAfter(@Nullable Instant moment) {
            return new Filter(words, chosen, openAt, moment);
        }

        Filter without(Facet facet) {
            return with(facet, List.of());
        }
    }

    private Directory(Reading reading) {
        byKind = reading.lines();
        times = reading.times;
        byId = Map.copyOf(reading.byId);
        byOrganization = reading.byOrganization;
        byLocation = reading.byLocation;
        crisis = reading.crisis();
        kept = reading.isVersioned ? reading.kept : Map.of();
        mark = reading.mark;
    }

    /**
     * The directory of {@code snapshot}.
     *
     * @param each gets every record that is read
     * @param before the one before it, from which all is taken over that stayed; null where all is to be read
     */
    static Directory read(Snapshot snapshot, Labels labels, Consumer<Entry> each, @Nullable Directory before) {
        var reading = new Reading(labels, before, snapshot.isLatest());
        for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
            reading.read(snapshot, kind, each);
        }
        reading.sort();
        return new Directory(reading);
    }

    /** A directory of nothing. */
    static Directory empty(Labels labels) {
        return new Directory(new Reading(labels, null, false));
    }

    /** Everything of one kind that passes. */
    Lines.Selection select(Kind kind, Filter filter) {
        return lines(kind).select(filter);
    }

    /** Everything of one kind, in German order. */
    List<Listed> list(Kind kind) {
        return lines(kind).all();
    }

    /** How many there are of one kind. */
    long count(Kind kind) {
        return lines(kind).size();
    }

    private Lines lines(Kind kind) {
        return byKind.getOrDefault(kind, Lines.NONE);
    }

    /** The line of one record. */
    Optional<Listed> find(@Nullable UUID id) {
        return id == null ? Optional.empty() : Optional.ofNullable(byId.get(id));
    }

    /** What an organization offers. */
    List<Listed> servicesOf(UUID organization) {
        return byOrganization.getOrDefault(organization, List.of());
    }

    /** What is offered at a place. */
    List<Listed> servicesAt(UUID location) {
        return byLocation.getOrDefault(location, List.of());
    }

    /** The services of the feed of crisis numbers, in the order of their source ids. */
    List<Service> crisis() {
        return crisis;
    }

    /** Values that occur in records of one kind, with how many records have them. */
    SortedMap<String, Integer> count(Kind kind, Facet facet) {
        return lines(kind).counts(facet);
    }

    private static final class Reading {

        /** Channels without a call. */
        private static final Set<String> WRITTEN = Set.of("e-mail", "online", "chat");

        private final Labels labels;
        private final boolean isVersioned;
        private final String mark;
        private final Map<String, Optional<OpeningTimes>> knownTimes;
        private final Map<UUID, Kept> known;
        private final Map<String, Optional<OpeningTimes>> times = new HashMap<>();
        private final Map<UUID, Kept> kept = new HashMap<>();
        /** Changed, come or gone since. */
        private final Set<UUID> touched = new HashSet<>();
        /** Each word once: the same few thousand stand in all records. */
        private final Map<String, String> words = new HashMap<>();

        private final Function<String, CollationKey> order = GermanOrder.keys();
        private final Map<Kind, List<Listed>> byKind = new EnumMap<>(Kind.class);
        private final Map<UUID, Listed> byId = new HashMap<>();
        private final Map<UUID, List<Listed>> byOrganization = new HashMap<>();
        private final Map<UUID, List<Listed>> byLocation = new HashMap<>();
        private @Nullable Head version;

        Reading(Labels labels, @Nullable Directory before, boolean isVersioned) {
            this.labels = labels;
            this.isVersioned = isVersioned;
            // First: where the vocabulary changes while it reads, the next one reads all again.
            mark = labels.mark();
            knownTimes = before == null ? Map.of() : before.times;
            known = isVersioned && before != null && before.mark.equals(mark) ? before.kept : Map.of();
        }

        void read(Snapshot snapshot, Kind kind, Consumer<Entry> each) {
            var versions = new HashMap<UUID, Head>();
            if (isVersioned) {
                snapshot.forEachHead(kind, head -> versions.put(head.id(), head));
            }
            known.forEach((id, record) -> {
                if (record.listed().kind() == kind && !versions.containsKey(id)) {
                    touched.add(id);
                }
            });
            var changed = new ArrayList<UUID>();
            versions.forEach((id, head) -> {
                if (!isAsItWas(known.get(id), head)) {
                    changed.add(id);
                }
            });
            touched.addAll(changed);
            if (!isVersioned || changed.size() > FEW) {
                snapshot.forEach(kind, found -> add(found, versions.get(found.id()), each));
                return;
            }
            versions.keySet().stream()
                    .filter(id -> !touched.contains(id))
                    .forEach(id -> keep(requireNonNull(known.get(id))));
            changed.forEach(id -> snapshot.find(id).ifPresent(found -> add(found, versions.get(id), each)));
        }

        /** Whether neither it nor what its line says of others has changed; they have been read before it. */
        private boolean isAsItWas(@Nullable Kept record, Head head) {
            return record != null
                    && head.equals(record.version())
                    && record.at().stream().noneMatch(touched::contains)
                    && (record.listed().organization() == null
                            || !touched.contains(record.listed().organization()));
        }

        private void keep(Kept record) {
            record.found().hours().forEach(osm -> times.put(osm, knownTimes.getOrDefault(osm, Optional.empty())));
            take(record);
        }

        private void take(Kept record) {
            var listed = record.listed();
            kept.put(listed.id(), record);
            byId.put(listed.id(), listed);
            byKind.computeIfAbsent(listed.kind(), kind -> new ArrayList<>()).add(listed);
            if (listed.kind() != Kind.SERVICE) {
                return;
            }
            if (listed.organization() != null) {
                byOrganization
                        .computeIfAbsent(listed.organization(), id -> new ArrayList<>())
                        .add(listed);
            }
            record.at()
                    .forEach(place -> byLocation
                            .computeIfAbsent(place, id -> new ArrayList<>())
                            .add(listed));
        }

        private void add(Version found, @Nullable Head head, Consumer<Entry> each) {
            version = head;
            var entry = found.entry();
            each.accept(entry);
            take(
                    switch (entry) {
                        case Organization organization -> list(organization);
                        case Location location -> list(location);
                        case Service service -> list(service);
                        case Editorial editorial ->
                            throw new IllegalArgumentException("not listed: " + editorial.sourceId());
                    });
        }

        List<Service> crisis() {
            return kept.values().stream()
                    .flatMap(record -> Stream.ofNullable(record.crisis()))
                    .sorted(Comparator.comparing(Service::sourceId))
                    .toList();
        }

        private Kept list(Organization organization) {
            var words = new Text().add(organization.name().byLanguage().values());
            if (organization.alternateName() != null) {
                words.add(organization.alternateName().byLanguage().values());
            }
            return kept(
                    organization,
                    organization.parent(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    words,
                    Map.of(),
                    List.of(),
                    Set.of(),
                    Set.of());
        }

        private Kept list(Location location) {
            var areas = areas(location.area());
            var words = new Text().add(location.name().byLanguage().values());
            areas.forEach(area -> words.add(List.of(labels.area(area))));
            var address = location.address();
            if (address != null) {
                words.add(address.street()).add(address.postalCode()).add(address.city());
            }
            var has = location.features().entrySet().stream()
                    .filter(feature -> feature.getValue() == Answer.YES)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
            return kept(
                    location,
                    location.organization(),
                    areas,
                    Set.of(),
                    Set.of(),
                    words,
                    Map.of(Facet.FEATURE, has),
                    List.of(),
                    Set.of(),
                    has);
        }

        private Kept list(Service service) {
            var areas = new LinkedHashSet<String>();
            var words = new Text().add(service.name().byLanguage().values());
            if (service.alternateName() != null) {
                words.add(service.alternateName().byLanguage().values());
            }
            if (service.description() != null) {
                words.add(service.description().byLanguage().values());
            }
            words.add(service.categories()).add(service.keywords());
            words.add(labels.all("thema", service.topics())).add(labels.all("lebenslage", service.lifeSituations()));
            for (var at : service.at()) {
                var location = byId.get(at.location());
                if (location != null) {
                    areas.addAll(location.areas());
                    words.add(location.name());
                }
            }
            areas.forEach(area -> words.add(labels.area(area)));
            var organization = service.organization() == null ? null : byId.get(service.organization());
            if (organization != null) {
                words.add(organization.name());
            }
            return kept(
                    service,
                    service.organization(),
                    areas,
                    Set.copyOf(service.topics()),
                    Set.copyOf(service.lifeSituations()),
                    words,
                    Map.of(
                            Facet.TOPIC, service.topics(),
                            Facet.SITUATION, service.lifeSituations(),
                            Facet.LANGUAGE, service.languages(),
                            Facet.AUDIENCE, service.audiences(),
                            Facet.FEATURE, features(service),
                            Facet.EASE, ease(service)),
                    hours(service),
                    service.at().stream().map(AtLocation::location).collect(Collectors.toUnmodifiableSet()),
                    Set.of());
        }

        private Set<String> features(Service service) {
            return service.at().stream()
                    .flatMap(at -> Stream.ofNullable(kept.get(at.location())))
                    .flatMap(place -> place.features().stream())
                    .collect(Collectors.toSet());
        }

        private Set<String> ease(Service service) {
            var ease = new HashSet<String>();
            service.access().forEach((threshold, answer) -> {
                if (answer == Answer.YES) {
                    ease.add(threshold);
                }
            });
            if (features(service).contains(STEP_FREE_ENTRANCE)) {
                ease.add(STEP_FREE);
            }
            if (service.hours() != null && service.hours().byAppointment() == Answer.NO) {
                ease.add(WITHOUT_APPOINTMENT);
            }
            if (service.channels().stream().anyMatch(WRITTEN::contains)
                    || canBeWrittenTo(service.contacts())
                    || (service.contacts().isEmpty()
                            && !service.protectedPlace()
                            && service.organization() != null
                            && kept.containsKey(service.organization())
                            && requireNonNull(kept.get(service.organization())).writing())) {
                ease.add(WITHOUT_CALL);
            }
            return ease;
        }

        private static boolean canBeWrittenTo(List<Contact> contacts) {
            return contacts.stream()
                    .anyMatch(contact -> contact.email() != null
                            || contact.phones().stream()
                                    .anyMatch(
                                            phone -> "text".equals(phone.type()) || "textphone".equals(phone.type())));
        }

        /** All hours at which somebody is there; nobody is at what rests or is closed. */
        private List<String> hours(Service service) {
            if (service.status() != Service.Status.ACTIVE) {
                return List.of();
            }
            var hours = new ArrayList<String>();
            Stream.concat(
                            Stream.ofNullable(service.hours()),
                            service.at().stream().flatMap(at -> Stream.ofNullable(at.hours())))
                    .map(Hours::osm)
                    .filter(Objects::nonNull)
                    .forEach(osm -> {
                        var text = osm.intern();
                        hours.add(text);
                        times.computeIfAbsent(
                                text,
                                key -> knownTimes.containsKey(key)
                                        ? requireNonNull(knownTimes.get(key))
                                        : OpeningTimes.parse(key));
                    });
            return hours;
        }

        private Kept kept(
                Entry entry,
                @Nullable UUID organization,
                Set<String> areas,
                Set<String> topics,
                Set<String> lifeSituations,
                Text words,
                Map<Facet, ? extends Collection<String>> values,
                List<String> hours,
                Set<UUID> at,
                Set<String> features) {
            var name = entry.name().best();
            var service = entry instanceof Service one ? one : null;
            var listed = new Listed(
                    entry.id(),
                    entry.kind(),
                    name,
                    GermanOrder.letter(name),
                    organization,
                    Collections.unmodifiableSet(areas),
                    topics,
                    lifeSituations,
                    service != null && service.protectedPlace());
            var all = new EnumMap<Facet, Collection<String>>(Facet.class);
            all.putAll(values);
            all.put(Facet.AREA, areas);
            all.put(Facet.PROVIDER, organization == null ? List.of() : List.of(organization.toString()));
            all.put(Facet.LETTER, List.of(listed.letter()));
            var changed = entry.dates() == null ? Instant.EPOCH : entry.dates().changed();
            return new Kept(
                    version,
                    listed,
                    new Found(all, words.stems(this::once), hours, changed),
                    order.apply(name),
                    at,
                    features,
                    entry instanceof Organization one && canBeWrittenTo(one.contacts()),
                    service != null && service.isCrisisNumber() ? service : null);
        }

        private String once(String word) {
            return words.computeIfAbsent(word, same -> same);
        }

        Map<Kind, Lines> lines() {
            var lines = new EnumMap<Kind, Lines>(Kind.class);
            byKind.forEach((kind, listed) -> lines.put(
                    kind,
                    new Lines(
                            listed,
                            listed.stream()
                                    .map(line ->
                                            requireNonNull(kept.get(line.id())).found())
                                    .toList(),
                            times)));
            return lines;
        }

        private static Set<String> areas(Location.@Nullable Area area) {
            var areas = new LinkedHashSet<String>();
            if (area != null && area.quarter() != null) {
                areas.add(area.quarter());
            }
            if (area != null && area.district() != null) {
                areas.add(area.district());
            }
            return areas;
        }

        void sort() {
            for (var lists : List.of(byKind.values(), byOrganization.values(), byLocation.values())) {
                for (var list : lists) {
                    list.sort(Comparator.comparing((Listed listed) ->
                                    requireNonNull(kept.get(listed.id())).order())
                            .thenComparing(listed -> listed.id().toString()));
                }
            }
        }
    }

    private static final class Text {

        private final StringBuilder text = new StringBuilder();

        Text add(Iterable<String> words) {
            words.forEach(this::add);
            return this;
        }

        Text add(@Nullable String word) {
            if (word != null) {
                text.append(word).append(' ');
            }
            return this;
        }

        /** As searches compare them. */
        List<String> stems(UnaryOperator<String> once) {
            return GermanStems.of(text.toString()).stream().map(once).distinct().toList();
        }
    }
}

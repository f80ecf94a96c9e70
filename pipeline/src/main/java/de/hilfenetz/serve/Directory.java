package de.hilfenetz.serve;

import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names of one release, in German order, and what lists filter by. Whole records are not kept: they are read when their
 * page is asked for. Immutable.
 */
public final class Directory {

    private final Map<Kind, List<Listed>> byKind;
    private final Map<UUID, Listed> byId;
    private final Map<UUID, List<Listed>> byOrganization;
    private final Map<UUID, List<Listed>> byLocation;
    private final List<UUID> crisis;

    /**
     * One line of a list.
     *
     * @param areas Stadtteile and Stadtbezirke where it is
     * @param topics topics and life situations
     * @param search folded words
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
            boolean protectedPlace,
            String search) {

        boolean matches(Filter filter) {
            return (filter.area() == null || areas.contains(filter.area()))
                    && (filter.topic() == null || topics.contains(filter.topic()))
                    && (filter.lifeSituation() == null || lifeSituations.contains(filter.lifeSituation()))
                    && (filter.letter() == null || letter.equals(filter.letter()))
                    && filter.words().stream().allMatch(search::contains);
        }
    }

    /** What a list is narrowed to; null narrows nothing. {@code words} are folded. */
    record Filter(
            List<String> words,
            @Nullable String area,
            @Nullable String topic,
            @Nullable String lifeSituation,
            @Nullable String letter) {

        static final Filter NONE = new Filter(List.of(), null, null, null, null);

        Filter withLetter(@Nullable String other) {
            return new Filter(words, area, topic, lifeSituation, other);
        }
    }

    private Directory(Reading reading) {
        byKind = reading.byKind;
        byId = Map.copyOf(reading.byId);
        byOrganization = reading.byOrganization;
        byLocation = reading.byLocation;
        crisis = List.copyOf(reading.crisis);
    }

    /** A directory of what {@code records} hands out kind by kind. */
    static Directory read(BiConsumer<Kind, Consumer<Entry>> records, Labels labels) {
        var reading = new Reading(labels);
        for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
            records.accept(kind, reading::add);
        }
        reading.sort();
        return new Directory(reading);
    }

    /** A directory of nothing. */
    static Directory empty(Labels labels) {
        return new Directory(new Reading(labels));
    }

    /** Everything of one kind that passes, in German order. */
    List<Listed> list(Kind kind, Filter filter) {
        return byKind.getOrDefault(kind, List.of()).stream()
                .filter(entry -> entry.matches(filter))
                .toList();
    }

    /** How many there are of one kind. */
    long count(Kind kind) {
        return byKind.getOrDefault(kind, List.of()).size();
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
    List<UUID> crisis() {
        return crisis;
    }

    /** Notations that occur in records of one kind, with how many records have them. */
    SortedMap<String, Integer> count(Kind kind, Function<Listed, Set<String>> values) {
        var counts = new TreeMap<String, Integer>();
        for (var listed : byKind.getOrDefault(kind, List.of())) {
            values.apply(listed).forEach(value -> counts.merge(value, 1, Integer::sum));
        }
        return counts;
    }

    private static final class Reading {

        /** The feed whose services are numbers to call in a crisis. */
        private static final String CRISIS_FEED = "krisennummern";

        private final Labels labels;
        private final Map<Kind, List<Listed>> byKind = new EnumMap<>(Kind.class);
        private final Map<UUID, Listed> byId = new HashMap<>();
        private final Map<UUID, List<Listed>> byOrganization = new HashMap<>();
        private final Map<UUID, List<Listed>> byLocation = new HashMap<>();
        private final SortedMap<String, UUID> crisisBySourceId = new TreeMap<>();
        private List<UUID> crisis = List.of();

        Reading(Labels labels) {
            this.labels = labels;
        }

        void add(Entry entry) {
            var listed = switch (entry) {
                case Organization organization -> list(organization);
                case Location location -> list(location);
                case Service service -> list(service);
                case Editorial editorial -> throw new IllegalArgumentException("not listed: " + editorial.sourceId());
            };
            byId.put(listed.id(), listed);
            byKind.computeIfAbsent(listed.kind(), kind -> new ArrayList<>()).add(listed);
        }

        private Listed list(Organization organization) {
            var words = new Text().add(organization.name().byLanguage().values());
            if (organization.alternateName() != null) {
                words.add(organization.alternateName().byLanguage().values());
            }
            return listed(organization, organization.parent(), Set.of(), Set.of(), Set.of(), false, words);
        }

        private Listed list(Location location) {
            var areas = areas(location.area());
            var words = new Text().add(location.name().byLanguage().values());
            areas.forEach(area -> words.add(List.of(labels.area(area))));
            var address = location.address();
            if (address != null) {
                words.add(address.street()).add(address.postalCode()).add(address.city());
            }
            return listed(location, location.organization(), areas, Set.of(), Set.of(), false, words);
        }

        private Listed list(Service service) {
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
            if (service.feed().equals(CRISIS_FEED)) {
                crisisBySourceId.put(service.sourceId(), service.id());
            }
            var listed = listed(
                    service,
                    service.organization(),
                    areas,
                    Set.copyOf(service.topics()),
                    Set.copyOf(service.lifeSituations()),
                    service.protectedPlace(),
                    words);
            link(service, listed);
            return listed;
        }

        private void link(Service service, Listed listed) {
            if (service.organization() != null) {
                byOrganization
                        .computeIfAbsent(service.organization(), id -> new ArrayList<>())
                        .add(listed);
            }
            for (var at : service.at()) {
                var there = byLocation.computeIfAbsent(at.location(), id -> new ArrayList<>());
                if (!there.contains(listed)) {
                    there.add(listed);
                }
            }
        }

        private static Listed listed(
                Entry entry,
                @Nullable UUID organization,
                Set<String> areas,
                Set<String> topics,
                Set<String> lifeSituations,
                boolean protectedPlace,
                Text words) {
            var name = entry.name().best();
            return new Listed(
                    entry.id(),
                    entry.kind(),
                    name,
                    GermanOrder.letter(name),
                    organization,
                    Collections.unmodifiableSet(areas),
                    topics,
                    lifeSituations,
                    protectedPlace,
                    words.folded());
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
                    GermanOrder.sort(list, Listed::name, listed -> listed.id().toString());
                }
            }
            crisis = List.copyOf(crisisBySourceId.values());
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

        String folded() {
            return GermanOrder.fold(text.toString());
        }
    }
}

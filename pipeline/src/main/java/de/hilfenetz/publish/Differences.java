package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two states of the public records: which came, which went and why, and of those that changed every
 * field with its value before and after. Of what was withdrawn nothing is told but its id.
 *
 * @param records in the order of the ids' text
 */
public record Differences(List<Difference> records) {

    /** Says nothing about the record itself: when it came, and where from. */
    private static final Set<String> LEFT_OUT = Set.of("dates", "origin");

    public Differences {
        records = List.copyOf(records);
    }

    /** What happened to a record. */
    public enum What {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** Why a record came, went or changed, as far as the data say. */
    public enum Cause {
        OPENED("neu eröffnet", "newly opened"),
        RETURNED("wieder gemeldet", "reported again"),
        NEW_FEED("neue Datenquelle", "new feed"),
        FIRST_REPORTED("erstmals gemeldet", "reported for the first time"),
        MERGED("Zusammenlegung", "joined with another"),
        ENDED("beendet", "ended"),
        SAID_BY_FEED("vom Träger abgemeldet", "taken back by its provider"),
        WITHDRAWN("zurückgezogen", "withdrawn"),
        NOT_REPORTED("nicht mehr gemeldet", "no longer reported"),
        RULES_CHANGED("andere Regeln für dieselbe Lieferung", "other rules for the same delivery"),
        UNKNOWN("Grund unbekannt", "reason unknown"),
        DELIVERED("neu geliefert", "delivered anew"),
        CORRECTED("von der Redaktion berichtigt", "corrected by the editors");

        private final String german;
        private final String english;

        Cause(String german, String english) {
            this.german = german;
            this.english = english;
        }

        /** Those for which a record comes or goes; for the others it only changes. */
        public static Set<Cause> ofComingAndGoing() {
            return EnumSet.range(OPENED, UNKNOWN);
        }

        /** For people who read English. */
        public String english() {
            return english;
        }

        /** For people. */
        public String german() {
            return german;
        }
    }

    /**
     * One field.
     *
     * @param pointer JSON Pointer in the canonical record; lists are one value
     * @param before null where it was not there
     * @param after null where it is no longer there
     */
    public record Field(
            String pointer,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {

        /** The record's own member in which it stands. */
        public String member() {
            return pointer.split("/", 3)[1];
        }
    }

    /**
     * One record.
     *
     * @param name as it is, or was last; null for one that was withdrawn
     * @param feed it came from; empty for one that was withdrawn
     * @param organization that offers it, or that it is; null where there is none
     * @param concepts what a feed of changes can be asked by: notations of topics and life situations ({@code thema/schulden},
     *     {@code lebenslage/gewalt}) and numbers of districts and quarters ({@code gebiet/03}), as they were and are
     * @param cause of coming, going or changing
     * @param fields of what came or changed, in the order of their pointers; of what came all of them
     */
    public record Difference(
            What what,
            Kind kind,
            UUID id,
            @Nullable String name,
            String feed,
            @Nullable UUID organization,
            Set<String> concepts,
            Cause cause,
            List<Field> fields) {

        public Difference {
            concepts = Set.copyOf(concepts);
            fields = List.copyOf(fields);
        }

        /** One German sentence. */
        public String sentence() {
            var called = name == null ? KIND.get(kind) : "„" + name + "“";
            return switch (what) {
                case ADDED -> "%s ist hinzugekommen (%s).".formatted(called, cause.german());
                case REMOVED -> "%s ist entfallen (%s).".formatted(called, cause.german());
                case CHANGED -> "%s hat %s.".formatted(called, changes(Said::german, "und"));
            };
        }

        /** The same in English. */
        public String englishSentence() {
            var called = name == null ? ENGLISH_KIND.get(kind) : "“" + name + "”";
            return switch (what) {
                case ADDED -> "%s was added (%s).".formatted(called, cause.english());
                case REMOVED -> "%s was removed (%s).".formatted(called, cause.english());
                case CHANGED -> "%s has %s.".formatted(called, changes(Said::english, "and"));
            };
        }

        private String changes(Function<Said, String> voice, String and) {
            var words = new TreeSet<String>();
            fields.forEach(field -> words.add(voice.apply(WORDS.getOrDefault(field.member(), ANYTHING))));
            var list = new ArrayList<>(words);
            var last = list.removeLast();
            return list.isEmpty() ? last : String.join(", ", list) + " " + and + " " + last;
        }
    }

    /** What a record has since one of its fields changed. */
    private record Said(String german, String english) {}

    private static final Map<Kind, String> KIND =
            Map.of(Kind.SERVICE, "Ein Angebot", Kind.ORGANIZATION, "Ein Träger", Kind.LOCATION, "Ein Ort");

    private static final Map<Kind, String> ENGLISH_KIND =
            Map.of(Kind.SERVICE, "A service", Kind.ORGANIZATION, "A provider", Kind.LOCATION, "A place");

    private static final Said ANYTHING = new Said("andere Angaben", "other details");
    private static final Said CONTACT = new Said("neue Kontaktdaten", "new contact details");

    private static final Map<String, Said> WORDS = Map.ofEntries(
            Map.entry("name", new Said("einen neuen Namen", "a new name")),
            Map.entry("description", new Said("eine neue Beschreibung", "a new description")),
            Map.entry("hours", new Said("neue Öffnungszeiten", "new opening hours")),
            Map.entry("contacts", CONTACT),
            Map.entry("url", CONTACT),
            Map.entry("at", new Said("neue Angaben zum Ort", "new details of its place")),
            Map.entry("address", new Said("eine neue Anschrift", "a new address")),
            Map.entry("point", new Said("eine neue Lage", "a new position")),
            Map.entry("features", new Said("neue Angaben zur Barrierefreiheit", "new details of accessibility")),
            Map.entry("access", new Said("neue Angaben zum Zugang", "new details of access")),
            Map.entry("cost", new Said("neue Angaben zu Kosten", "new details of costs")),
            Map.entry("languages", new Said("andere Sprachen", "other languages")),
            Map.entry("topics", new Said("andere Themen", "other topics")),
            Map.entry("status", new Said("einen anderen Status", "another status")),
            Map.entry("alert", new Said("einen neuen Hinweis", "a new notice")));

    /**
     * @param from day of the earlier state, for what was opened since
     * @param to day of the later one
     */
    static Differences between(Snapshot before, Snapshot after, LocalDate from, LocalDate to) {
        var kinds = new TreeMap<String, Kind>();
        after.changes(before.number()).stream()
                .filter(change -> Kind.PUBLISHED.contains(change.kind()))
                .forEach(change -> kinds.put(change.id().toString(), change.kind()));
        var feeds = before.feeds();
        var records = new ArrayList<Difference>();
        var areas = new Areas(before, after);
        kinds.forEach((text, kind) -> {
            var id = UUID.fromString(text);
            var then = before.find(id).orElse(null);
            var now = after.find(id).orElse(null);
            if (now != null && then != null) {
                var fields = fields(CanonicalJson.tree(then.told()), CanonicalJson.tree(now.told()));
                if (!fields.isEmpty()) {
                    var concepts = areas.of(now.entry());
                    concepts.addAll(areas.of(then.entry()));
                    records.add(of(What.CHANGED, now.entry(), concepts, changed(then.entry(), now.entry()), fields));
                }
            } else if (now != null) {
                records.add(of(
                        What.ADDED,
                        now.entry(),
                        areas.of(now.entry()),
                        came(now, before, after, feeds, from),
                        fields(CanonicalJson.mapper().createObjectNode(), CanonicalJson.tree(now.told()))));
            } else {
                went(id, kind, then, after, to, areas).ifPresent(records::add);
            }
        });
        return new Differences(records);
    }

    private static Difference of(What what, Entry entry, Set<String> concepts, Cause cause, List<Field> fields) {
        return new Difference(
                what,
                entry.kind(),
                entry.id(),
                entry.name().best(),
                entry.feed(),
                organization(entry),
                concepts,
                cause,
                fields);
    }

    private static Cause changed(Entry then, Entry now) {
        var before = then.origin();
        var after = now.origin();
        if (before == null || after == null || !before.delivery().equals(after.delivery())) {
            return Cause.DELIVERED;
        }
        return before.corrections().equals(after.corrections()) ? Cause.RULES_CHANGED : Cause.CORRECTED;
    }

    /** By what topics, life situations and areas a record can be asked for. */
    private record Areas(Snapshot before, Snapshot after) {

        private Set<String> of(Entry entry) {
            var concepts = new TreeSet<String>();
            switch (entry) {
                case Service service -> {
                    service.topics().forEach(topic -> concepts.add("thema/" + topic));
                    service.lifeSituations().forEach(situation -> concepts.add("lebenslage/" + situation));
                    service.at()
                            .forEach(place -> after.find(place.location())
                                    .or(() -> before.find(place.location()))
                                    .ifPresent(version -> concepts.addAll(of(version.entry()))));
                }
                case Location location -> {
                    var area = location.area();
                    if (area != null) {
                        Stream.of(area.district(), area.quarter())
                                .filter(Objects::nonNull)
                                .forEach(number -> concepts.add("gebiet/" + number));
                    }
                }
                case Organization _, Editorial _ -> {}
            }
            return concepts;
        }
    }

    private static @Nullable UUID organization(Entry entry) {
        return switch (entry) {
            case Service service -> service.organization();
            case Location location -> location.organization();
            case Organization organization -> organization.id();
            case Editorial editorial -> throw new IllegalArgumentException(editorial.sourceId() + " is not published");
        };
    }

    private static Cause came(Version now, Snapshot before, Snapshot after, Set<String> feeds, LocalDate from) {
        var since = now.entry() instanceof Service service ? service.existsSince() : null;
        var wasThere = before.findTombstone(now.id()).isPresent();
        if (!wasThere && since != null && !since.isBefore(from)) {
            return Cause.OPENED;
        }
        if (after.isOfOtherRules(now.id())) {
            return Cause.RULES_CHANGED;
        }
        if (wasThere) {
            return Cause.RETURNED;
        }
        return feeds.contains(now.entry().feed()) ? Cause.FIRST_REPORTED : Cause.NEW_FEED;
    }

    /** Empty for what came and went in between. */
    private static Optional<Difference> went(
            UUID id, Kind kind, @Nullable Version then, Snapshot after, LocalDate to, Areas areas) {
        var tombstone = after.findTombstone(id).orElse(null);
        if (tombstone != null && tombstone.reason().equals(Tombstone.WITHDRAWN)) {
            return Optional.of(
                    new Difference(What.REMOVED, kind, id, null, "", null, Set.of(), Cause.WITHDRAWN, List.of()));
        }
        return Optional.ofNullable(then)
                .map(version -> of(
                        What.REMOVED,
                        version.entry(),
                        areas.of(version.entry()),
                        cause(version, tombstone, after, to),
                        List.of()));
    }

    private static Cause cause(Version then, @Nullable Tombstone tombstone, Snapshot after, LocalDate to) {
        var ends = then.entry() instanceof Service service ? service.endsOn() : null;
        if (tombstone != null && tombstone.successor() != null) {
            return Cause.MERGED;
        }
        if (ends != null && !ends.isAfter(to)) {
            return Cause.ENDED;
        }
        if (after.isOfOtherRules(then.id())) {
            return Cause.RULES_CHANGED;
        }
        return switch (tombstone == null ? "" : tombstone.reason()) {
            case Tombstone.SAID_BY_FEED -> Cause.SAID_BY_FEED;
            case Tombstone.NOT_DELIVERED -> Cause.NOT_REPORTED;
            default -> Cause.UNKNOWN;
        };
    }

    /** The fields that differ, in the order of their pointers. */
    static List<Field> fields(JsonNode before, JsonNode after) {
        var then = new TreeMap<String, JsonNode>();
        var now = new TreeMap<String, JsonNode>();
        collect("", before, then);
        collect("", after, now);
        var pointers = new TreeSet<>(then.keySet());
        pointers.addAll(now.keySet());
        var fields = new ArrayList<Field>();
        for (var pointer : pointers) {
            var old = then.get(pointer);
            var fresh = now.get(pointer);
            if (old == null || !old.equals(fresh)) {
                fields.add(new Field(pointer, old, fresh));
            }
        }
        return fields;
    }

    private static void collect(String pointer, JsonNode node, SortedMap<String, JsonNode> into) {
        if (!node.isObject()) {
            into.put(pointer, node);
            return;
        }
        for (var member : node.properties()) {
            if (!pointer.isEmpty() || !LEFT_OUT.contains(member.getKey())) {
                collect(pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"), member.getValue(), into);
            }
        }
    }
}

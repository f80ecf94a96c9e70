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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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

    /** Why a record came or went, as far as the data say. */
    public enum Cause {
        OPENED("neu eröffnet"),
        RETURNED("wieder gemeldet"),
        NEW_FEED("neue Datenquelle"),
        FIRST_REPORTED("erstmals gemeldet"),
        MERGED("Zusammenlegung"),
        ENDED("beendet"),
        SAID_BY_FEED("vom Träger abgemeldet"),
        WITHDRAWN("zurückgezogen"),
        NOT_REPORTED("nicht mehr gemeldet");

        private final String german;

        Cause(String german) {
            this.german = german;
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
     * @param cause of coming or going; null for a change
     * @param fields of a change, in the order of their pointers
     */
    public record Difference(
            What what,
            Kind kind,
            UUID id,
            @Nullable String name,
            String feed,
            @Nullable UUID organization,
            @Nullable Cause cause,
            List<Field> fields) {

        public Difference {
            fields = List.copyOf(fields);
        }

        /** One German sentence. */
        public String sentence() {
            var called = name == null ? KIND.get(kind) : "„" + name + "“";
            return switch (what) {
                case ADDED -> "%s ist hinzugekommen%s.".formatted(called, because());
                case REMOVED -> "%s ist entfallen%s.".formatted(called, because());
                case CHANGED -> "%s hat %s.".formatted(called, changes());
            };
        }

        private String because() {
            return cause == null ? "" : " (" + cause.german() + ")";
        }

        private String changes() {
            var words = new TreeSet<String>();
            fields.forEach(field -> words.add(WORDS.getOrDefault(field.member(), "andere Angaben")));
            var list = new ArrayList<>(words);
            var last = list.removeLast();
            return list.isEmpty() ? last : String.join(", ", list) + " und " + last;
        }
    }

    private static final Map<Kind, String> KIND =
            Map.of(Kind.SERVICE, "Ein Angebot", Kind.ORGANIZATION, "Ein Träger", Kind.LOCATION, "Ein Ort");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("name", "einen neuen Namen"),
            Map.entry("description", "eine neue Beschreibung"),
            Map.entry("hours", "neue Öffnungszeiten"),
            Map.entry("contacts", "neue Kontaktdaten"),
            Map.entry("url", "neue Kontaktdaten"),
            Map.entry("at", "neue Angaben zum Ort"),
            Map.entry("address", "eine neue Anschrift"),
            Map.entry("point", "eine neue Lage"),
            Map.entry("features", "neue Angaben zur Barrierefreiheit"),
            Map.entry("access", "neue Angaben zum Zugang"),
            Map.entry("cost", "neue Angaben zu Kosten"),
            Map.entry("languages", "andere Sprachen"),
            Map.entry("topics", "andere Themen"),
            Map.entry("status", "einen anderen Status"),
            Map.entry("alert", "einen neuen Hinweis"));

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
        kinds.forEach((text, kind) -> {
            var id = UUID.fromString(text);
            var then = before.find(id).orElse(null);
            var now = after.find(id).orElse(null);
            if (now != null && then != null) {
                var fields = fields(CanonicalJson.tree(then.json()), CanonicalJson.tree(now.json()));
                if (!fields.isEmpty()) {
                    records.add(of(What.CHANGED, now.entry(), null, fields));
                }
            } else if (now != null) {
                records.add(of(What.ADDED, now.entry(), came(now, before, feeds, from), List.of()));
            } else {
                went(id, kind, then, after, to).ifPresent(records::add);
            }
        });
        return new Differences(records);
    }

    private static Difference of(What what, Entry entry, @Nullable Cause cause, List<Field> fields) {
        return new Difference(
                what, entry.kind(), entry.id(), entry.name().best(), entry.feed(), organization(entry), cause, fields);
    }

    private static @Nullable UUID organization(Entry entry) {
        return switch (entry) {
            case Service service -> service.organization();
            case Location location -> location.organization();
            case Organization organization -> organization.id();
            case Editorial editorial -> throw new IllegalArgumentException(editorial.sourceId() + " is not published");
        };
    }

    private static Cause came(Version now, Snapshot before, Set<String> feeds, LocalDate from) {
        var since = now.entry() instanceof Service service ? service.existsSince() : null;
        if (before.findTombstone(now.id()).isPresent()) {
            return Cause.RETURNED;
        }
        if (since != null && !since.isBefore(from)) {
            return Cause.OPENED;
        }
        return feeds.contains(now.entry().feed()) ? Cause.FIRST_REPORTED : Cause.NEW_FEED;
    }

    /** Empty for what came and went in between. */
    private static Optional<Difference> went(UUID id, Kind kind, @Nullable Version then, Snapshot after, LocalDate to) {
        var tombstone = after.findTombstone(id).orElse(null);
        if (tombstone != null && tombstone.reason().equals(Tombstone.WITHDRAWN)) {
            return Optional.of(new Difference(What.REMOVED, kind, id, null, "", null, Cause.WITHDRAWN, List.of()));
        }
        return Optional.ofNullable(then)
                .map(version -> of(What.REMOVED, version.entry(), cause(version, tombstone, to), List.of()));
    }

    private static Cause cause(Version then, @Nullable Tombstone tombstone, LocalDate to) {
        var ends = then.entry() instanceof Service service ? service.endsOn() : null;
        if (tombstone != null && tombstone.successor() != null) {
            return Cause.MERGED;
        }
        if (ends != null && !ends.isAfter(to)) {
            return Cause.ENDED;
        }
        return tombstone != null && tombstone.reason().equals(Tombstone.SAID_BY_FEED)
                ? Cause.SAID_BY_FEED
                : Cause.NOT_REPORTED;
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

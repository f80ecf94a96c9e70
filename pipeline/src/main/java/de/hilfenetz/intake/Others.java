package de.hilfenetz.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.journal.JoinedRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Withdrawal;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What records of other feeds, joined to those of this one, say of the same things where it differs; and whose word counts: that
 * of the feed which is trusted more in this member, between equals that of the entry that stays.
 */
final class Others {

    /** A value that another feed's word took the place of. */
    static final Rule OVERRULED = Rule.warning(
            "andere-quelle-gilt",
            "„{field}“ ist bei Ihnen „{value}“; veröffentlicht ist „{suggestion}“ aus der Datenquelle „{source}“, deren Eintrag mit"
                    + " diesem zusammengeführt ist und der hierin mehr vertraut wird. Bitte klären Sie miteinander, was stimmt.",
            "“{field}” is “{value}” in your data; public is “{suggestion}” from the feed “{source}”, whose entry was joined with this"
                    + " one and which is trusted more in this. Please find out together which is right.");

    /** Members that both may say, and of which only one can be right. */
    private static final List<String> COMPARED = List.of(
            "/name",
            "/description",
            "/status",
            "/url",
            "/address",
            "/contacts/0/phones",
            "/contacts/0/email",
            "/hours/osm",
            "/cost/amount",
            "/languages",
            "/ages");

    /**
     * A text is its author's work under the licence of its own record, position and quarter go with an address, and a number
     * with the desk it is of.
     */
    private static final Set<String> STAYING =
            Set.of("/description", "/address", "/contacts/0/phones", "/contacts/0/email");

    private static final String TRUST = "trust";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Feed feed;
    private final Map<UUID, List<JoinedRecord>> records = new HashMap<>();
    private final Map<UUID, SortedSet<String>> withdrawn;
    private final SortedMap<String, Feed.Trust> trusts = new TreeMap<>();

    /**
     * @param feed whose records they are that stay
     * @param withdrawn members of records that must not be public
     * @param trust how far another feed is trusted
     */
    Others(
            Feed feed,
            List<JoinedRecord> joined,
            Map<UUID, SortedSet<String>> withdrawn,
            Function<String, Feed.Trust> trust) {
        this.feed = feed;
        this.withdrawn = withdrawn;
        for (var one : joined) {
            records.computeIfAbsent(one.survivor(), none -> new ArrayList<>()).add(one);
            trusts.computeIfAbsent(one.feed(), trust);
        }
    }

    /** Lets the feeds that this one's records were joined to know how far it is trusted. */
    static void tellTrust(Journal journal, Feed feed) {
        try {
            var said = JSON.writeValueAsString(feed.trust());
            if (!journal.joined(feed.ids()).isEmpty()
                    && !journal.recall(feed.id(), TRUST).orElse("").equals(said)) {
                journal.remember(feed.id(), TRUST, said);
            }
        } catch (JsonProcessingException ours) {
            throw new UncheckedIOException(ours);
        }
    }

    /** As the feed said when it was last processed. */
    static Feed.Trust trust(Journal journal, String feed) {
        var said = journal.recall(feed, TRUST);
        try {
            return said.isEmpty() ? Feed.Trust.DEFAULT : JSON.readValue(said.get(), Feed.Trust.class);
        } catch (JsonProcessingException ours) {
            throw new UncheckedIOException(ours);
        }
    }

    /** All that decides here; equal texts decide equally, and the empty one decides nothing. */
    String fingerprint() {
        return records.isEmpty() ? "" : new TreeMap<>(records) + "\n" + trusts;
    }

    /** What a record says of all that is compared. */
    static SortedMap<String, JsonNode> said(Entry entry) {
        var tree = CanonicalJson.mapper().<JsonNode>valueToTree(entry);
        var said = new TreeMap<String, JsonNode>();
        for (var member : COMPARED) {
            var value = tree.at(member);
            if (!value.isMissingNode() && !value.isNull()) {
                said.put(member, value);
            }
        }
        return said;
    }

    /** What {@code one} says otherwise; where only one of them says something, none contradicts. */
    static SortedMap<String, JsonNode> differing(SortedMap<String, JsonNode> one, SortedMap<String, JsonNode> other) {
        var differing = new TreeMap<>(one);
        differing
                .entrySet()
                .removeIf(said ->
                        !other.containsKey(said.getKey()) || said.getValue().equals(other.get(said.getKey())));
        return differing;
    }

    /**
     * Adds to a record in canonical form, in its origin, what others say of it and what gives no {@code secret} away, and puts
     * their word in place of its own where they are trusted more.
     *
     * @param fields where its values came from; what editors corrected stays theirs
     */
    void addTo(
            ObjectNode identified,
            SortedMap<String, Origin.Field> fields,
            ConfidentialValues secret,
            Place place,
            Findings findings) {
        var id = UUID.fromString(identified.path("id").asText());
        var heard = records.getOrDefault(id, List.of()).stream()
                .filter(one -> !secret.linkedTo(one.tree()))
                .toList();
        var closed = withdrawn.getOrDefault(id, new TreeSet<>());
        if (heard.isEmpty() || closed.contains(Withdrawal.OTHERS)) {
            return;
        }
        said(CanonicalJson.from(identified)).forEach((pointer, own) -> {
            var others = heard.stream()
                    .filter(one -> !one.said().getOrDefault(pointer, own).equals(own))
                    .map(one -> new Origin.Statement(one.feed(), one.said().getOrDefault(pointer, own)))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (others.isEmpty() || closed.contains(member(pointer))) {
                return;
            }
            var field = identified
                    .withObject("/origin")
                    .withObjectProperty("fields")
                    .withObjectProperty(pointer);
            var best = others.stream()
                    .max(Comparator.comparingInt((Origin.Statement one) -> trust(one.feed(), pointer))
                            .thenComparingInt(one -> -others.indexOf(one)))
                    .orElseThrow();
            if (trust(best.feed(), pointer) > trust(feed.id(), pointer)
                    && !STAYING.contains(pointer)
                    && !corrected(fields, pointer)) {
                put(identified, pointer, best.value());
                others.removeIf(one -> one.value().equals(best.value()));
                others.addFirst(new Origin.Statement(feed.id(), own));
                field.put("feed", best.feed());
                findings.add(Finding.of(OVERRULED, place, pointer, Corrections.shown(own))
                        .with("field", pointer.substring(1))
                        .with("source", best.feed())
                        .suggesting(Corrections.shown(best.value())));
            }
            var statements = field.withArrayProperty("others");
            others.forEach(one -> statements.addObject().put("feed", one.feed()).set("value", one.value()));
        });
    }

    private int trust(String source, String pointer) {
        var trust = source.equals(feed.id()) ? feed.trust() : trusts.getOrDefault(source, Feed.Trust.DEFAULT);
        return trust.in(member(pointer));
    }

    private static boolean corrected(SortedMap<String, Origin.Field> fields, String pointer) {
        return fields.entrySet().stream()
                .anyMatch(field -> field.getValue().correction() != null
                        && member(field.getKey()).equals(member(pointer)));
    }

    private static String member(String pointer) {
        return pointer.split("/", -1)[1];
    }

    /** The wording beside hours and amounts was that of the value that goes. */
    private static void put(ObjectNode record, String pointer, JsonNode value) {
        var path = JsonPointer.compile(pointer);
        var parent = (ObjectNode) record.at(path.head());
        if (path.head().equals(JsonPointer.compile("/hours")) || path.head().equals(JsonPointer.compile("/cost"))) {
            parent.remove("text");
        }
        parent.set(path.last().getMatchingProperty(), value);
    }
}

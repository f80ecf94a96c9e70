package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.journal.JoinedRecord;
import de.hilfenetz.journal.Withdrawal;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What records of other feeds, joined to those of this one, say of the same things where it differs. */
final class Others {

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

    private final Map<UUID, List<JoinedRecord>> records = new HashMap<>();
    private final Map<UUID, SortedSet<String>> withdrawn;

    /** @param withdrawn members of records that must not be public */
    Others(List<JoinedRecord> joined, Map<UUID, SortedSet<String>> withdrawn) {
        this.withdrawn = withdrawn;
        joined.forEach(one -> records.computeIfAbsent(one.survivor(), none -> new ArrayList<>())
                .add(one));
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

    /** Adds to a record in canonical form, in its origin, what others say of it and what gives no {@code secret} away. */
    void addTo(ObjectNode identified, ConfidentialValues secret) {
        var joined = records.getOrDefault(UUID.fromString(identified.path("id").asText()), List.of());
        if (joined.isEmpty()) {
            return;
        }
        var id = joined.getFirst().survivor();
        var closed = withdrawn.getOrDefault(id, new TreeSet<>());
        if (closed.contains(Withdrawal.OTHERS)) {
            return;
        }
        var own = said(CanonicalJson.from(identified));
        for (var one : joined) {
            if (secret.linkedTo(one.tree())) {
                continue;
            }
            differing(one.said(), own).forEach((pointer, value) -> {
                if (!closed.contains(pointer.split("/", -1)[1])) {
                    var fields = identified.withObject("/origin").withObjectProperty("fields");
                    fields.withObjectProperty(pointer)
                            .withArrayProperty("others")
                            .addObject()
                            .put("feed", one.feed())
                            .set("value", value);
                }
            });
        }
    }
}

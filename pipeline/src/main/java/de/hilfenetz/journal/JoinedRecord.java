package de.hilfenetz.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a record last said that leads to another one.
 *
 * @param survivor the record it leads to
 * @param said canonical values by JSON pointer
 */
public record JoinedRecord(UUID record, UUID survivor, String feed, SortedMap<String, JsonNode> said) {

    public JoinedRecord {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** All that it says, by JSON pointer. */
    public ObjectNode tree() {
        ObjectNode values = CanonicalJson.mapper().createObjectNode();
        said.forEach(values::set);
        return values;
    }

    static SortedMap<String, JsonNode> values(String json) {
        var said = new TreeMap<String, JsonNode>();
        CanonicalJson.tree(json.getBytes(StandardCharsets.UTF_8))
                .properties()
                .forEach(value -> said.put(value.getKey(), value.getValue()));
        return said;
    }
}

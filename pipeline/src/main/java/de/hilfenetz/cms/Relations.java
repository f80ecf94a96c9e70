package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.cms.CmsFault.Name;

/**
 * Keys of the entries that a row leads to. A field that is not there at all means that the token may not see it; one that is
 * null leads nowhere, perhaps only as long as the other entry is withdrawn.
 */
final class Relations {

    private Relations() {}

    /** @param way steps from the row to the other entry, separated by dots */
    static void copy(CmsType type, JsonNode row, String name, String way, ObjectNode to) throws CmsFault {
        var steps = way.split("\\.", -1);
        if (!row.has(steps[0])) {
            throw new CmsFault(Name.RIGHTS, "%s: die Beziehung %s fehlt".formatted(type.path(), steps[0]));
        }
        var target = row.get(steps[0]);
        if (target.isArray()) {
            var keys = JsonNodeFactory.instance.arrayNode();
            for (var one : target) {
                var other = steps.length > 1 ? one.path(steps[1]) : one;
                if (other.isObject()) {
                    keys.add(key(type, name, other));
                }
            }
            to.set(name, keys);
        } else if (target.isObject()) {
            to.put(name, key(type, name, target));
        }
    }

    private static String key(CmsType type, String name, JsonNode target) throws CmsFault {
        if (!target.hasNonNull("key")) {
            throw new CmsFault(Name.RIGHTS, "%s: die Kennung hinter %s fehlt".formatted(type.path(), name));
        }
        return target.get("key").asText();
    }
}

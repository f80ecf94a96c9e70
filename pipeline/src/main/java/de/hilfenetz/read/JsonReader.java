package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonToken;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of any shape: one object, an array of objects, or either of them at a place the feed names. */
final class JsonReader {

    static final Rule NOT_THERE = Rule.error(
            "liste-nicht-gefunden",
            "Unter {value} (Datenquelle, records) steht keine Liste von Datensätzen. Auf diesem Weg steht hier:"
                    + " {names}.",
            "There is no list of records at {value} (feed, records). What stands here on that way: {names}.");

    private JsonReader() {}

    /**
     * @param records JSON pointer to the records; null: the whole file
     */
    static void read(@Nullable String records, JsonRecords json) throws IOException {
        var token = json.first();
        if (records != null && !records.isEmpty()) {
            descend(records, token, json);
        } else {
            listOrObject(token, json);
        }
        json.finish();
    }

    /** Hands over the elements of the array, or the object, that the walk stands at the beginning of. */
    static void listOrObject(JsonToken token, JsonRecords json) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            json.elements();
        } else if (token == JsonToken.START_OBJECT) {
            json.record(token);
        } else {
            throw json.refuse(JsonRecords.NO_OBJECT);
        }
    }

    /** Walks down the pointer, hands over what it finds and walks to the end of all it went into. */
    private static void descend(String records, JsonToken root, JsonRecords json) throws IOException {
        var way = records.substring(1).split("/", -1);
        JsonToken token = root;
        for (var step : way) {
            var name = step.replace("~1", "/").replace("~0", "~");
            token = token == JsonToken.START_OBJECT ? member(name, json, records) : missing(json, records, List.of());
        }
        if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
            missing(json, records, List.of());
        }
        listOrObject(token, json);
        for (int i = 0; i < way.length; i++) {
            while (json.nextName() != null) {
                json.expect();
                json.skip();
            }
        }
    }

    private static JsonToken member(String wanted, JsonRecords json, String records) throws IOException {
        var names = new ArrayList<String>();
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var token = json.expect();
            if (name.equals(wanted)) {
                return token;
            }
            if (names.size() < 10) {
                names.add(name);
            }
            json.skip();
        }
        return missing(json, records, names);
    }

    private static JsonToken missing(JsonRecords json, String records, List<String> names) {
        var place = json.refuse(NOT_THERE).finding().place();
        throw new UnreadableDelivery(Finding.of(NOT_THERE, place, null, records)
                .with("names", names.isEmpty() ? "–" : String.join(", ", names)));
    }
}

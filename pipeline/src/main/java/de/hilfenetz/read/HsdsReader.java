package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** HSDS 3.0 as JSON: one object, an array of objects, or a page of its API with the objects under {@code contents}. */
final class HsdsReader {

    private HsdsReader() {}

    /**
     * @param records JSON pointer to the records where they stand elsewhere
     */
    static void read(@Nullable String records, JsonRecords json) throws IOException {
        if (records != null) {
            JsonReader.read(records, json);
            return;
        }
        var token = json.first();
        if (token == JsonToken.START_OBJECT) {
            object(json);
        } else {
            JsonReader.listOrObject(token, json);
        }
        json.finish();
    }

    private static void object(JsonRecords json) throws IOException {
        var start = json.keep();
        boolean page = false;
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var token = json.expect();
            if (name.equals("contents") && token == JsonToken.START_ARRAY) {
                page = true;
                json.elements();
            } else {
                json.skip();
            }
        }
        if (!page) {
            json.record(start);
        }
    }
}

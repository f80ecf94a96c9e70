package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonToken;
import de.hilfenetz.finding.Rule;
import java.io.IOException;

/** One JSON object a line. Objects over several lines are read as well: what ends one is its bracket. */
final class NdjsonReader {

    static final Rule ONE_LIST = Rule.error(
            "ndjson-ist-liste",
            "Die Datei ist eine einzige JSON-Liste und hat nicht einen Datensatz je Zeile. In die Datenquelle gehört"
                    + " „format: json“.",
            "The file is one JSON list and has not one record a line. The feed needs “format: json”.");

    private NdjsonReader() {}

    static void read(JsonRecords json) throws IOException {
        var first = json.first();
        if (first == JsonToken.START_ARRAY) {
            throw json.refuse(ONE_LIST);
        }
        json.sequence(first);
    }
}

package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonToken;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** GeoJSON: every feature of a collection is a record; a feature by itself is one. */
final class GeoJsonReader {

    static final Rule NO_FEATURES = Rule.error(
            "geojson-ohne-features",
            "Das ist kein GeoJSON mit Datensätzen: Erwartet wird eine „FeatureCollection“ mit einer Liste „features“.",
            "This is no GeoJSON with records: expected is a “FeatureCollection” with a list “features”.");
    static final Rule OTHER_COORDINATES = Rule.warning(
            "geojson-koordinatensystem",
            "Die Datei nennt das Koordinatensystem {value}; GeoJSON hat immer Längen- und Breitengrade (WGS 84). Bitte"
                    + " in WGS 84 exportieren.",
            "The file names the coordinate system {value}; GeoJSON always has longitude and latitude (WGS 84). Please"
                    + " export in WGS 84.");

    private final Place file;
    private final JsonRecords json;
    private final Sink sink;

    private GeoJsonReader(String file, JsonRecords json, Sink sink) {
        this.file = new Place(file, 0, 0, null);
        this.json = json;
        this.sink = sink;
    }

    static void read(String file, JsonRecords json, Sink sink) throws IOException {
        new GeoJsonReader(file, json, sink).read();
        json.finish();
    }

    private void read() throws IOException {
        if (json.first() != JsonToken.START_OBJECT) {
            throw json.refuse(NO_FEATURES);
        }
        var start = json.keep();
        var type = "";
        boolean features = false;
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var token = json.expect();
            if (name.equals("features") && token == JsonToken.START_ARRAY) {
                features = true;
                json.elements();
            } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                type = json.text();
            } else if (name.equals("crs") && token == JsonToken.START_OBJECT) {
                checkCoordinates(coordinateSystem());
            } else {
                json.skip();
            }
        }
        if (!features && type.equals("Feature")) {
            json.record(start);
        } else if (!features) {
            throw new UnreadableDelivery(NO_FEATURES, start.place(), null);
        }
    }

    /** The name in {@code {"type": "name", "properties": {"name": …}}}. */
    private @Nullable String coordinateSystem() throws IOException {
        String found = null;
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            if (json.expect() != JsonToken.START_OBJECT || !name.equals("properties")) {
                json.skip();
                continue;
            }
            for (var inner = json.nextName(); inner != null; inner = json.nextName()) {
                if (json.expect() == JsonToken.VALUE_STRING && inner.equals("name")) {
                    found = json.text();
                } else {
                    json.skip();
                }
            }
        }
        return found;
    }

    private void checkCoordinates(@Nullable String name) {
        if (name != null && !name.contains("CRS84") && !name.endsWith("4326")) {
            sink.note(Finding.of(OTHER_COORDINATES, file, "/crs", name));
        }
    }
}

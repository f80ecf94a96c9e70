package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one JSON file and hands over values of it as records, each hashed over its own bytes. Which values are records is
 * the format's business. Holds one record at a time.
 */
final class JsonRecords {

    static final Rule EMPTY = Rule.error(
            "datei-leer",
            "Die Datei ist leer. Bitte prüfen, ob der Export gelaufen ist, und noch einmal liefern.",
            "The file is empty. Please check that the export has run, and deliver again.");
    static final Rule CUT_OFF = Rule.error(
            "datei-abgeschnitten",
            "Die Datei endet hier mitten in den Daten; der Rest fehlt. Bitte noch einmal exportieren und vollständig"
                    + " übertragen.",
            "The file ends here in the middle of the data; the rest is missing. Please export again and transfer it"
                    + " completely.");
    static final Rule BROKEN = Rule.error(
            "json-fehlerhaft",
            "Ab hier ist die Datei kein gültiges JSON: „{value}“. Häufig fehlt davor ein Komma, ein Anführungszeichen"
                    + " oder eine Klammer. Bitte den Export berichtigen.",
            "From here on the file is not valid JSON: “{value}”. Often a comma, a quotation mark or a bracket is"
                    + " missing before it. Please correct the export.");
    static final Rule LIMIT = Rule.error(
            "json-grenze",
            "Hier wird eine Grenze überschritten: höchstens 64 Ebenen ineinander, Feldnamen bis 256 Zeichen, Zahlen"
                    + " bis 100 Ziffern. Bitte den Export vereinfachen.",
            "A limit is exceeded here: at most 64 levels inside each other, field names up to 256 characters, numbers"
                    + " up to 100 digits. Please simplify the export.");
    static final Rule TRAILING = Rule.error(
            "json-nach-ende",
            "Nach dem Ende der Daten steht noch etwas: „{value}“. Bei einem Datensatz je Zeile gehört in die"
                    + " Datenquelle „format: ndjson“.",
            "Something follows the end of the data: “{value}”. With one record a line, the feed needs “format:"
                    + " ndjson”.");
    static final Rule NO_OBJECT = Rule.error(
            "datensatz-kein-objekt",
            "Erwartet wird ein Datensatz in geschweiften Klammern, gefunden „{value}“.",
            "Expected is a record in curly brackets, found “{value}”.");

    static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxStringLength(1 << 20)
            .maxNameLength(256)
            .maxNumberLength(100)
            .build();

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String file;
    private final Sink sink;
    private final Utf8Window window;
    private final JsonParser parser;
    private final MessageDigest digest = Sha256.digest();
    private long rows;

    /** A walk over {@code utf8}, which carries no byte order mark. */
    JsonRecords(String file, InputStream utf8, Sink sink) throws IOException {
        this.file = file;
        this.sink = sink;
        this.window = new Utf8Window(file, utf8);
        this.parser = JSON.createParser(window);
    }

    /** The next token; null at the end of the file. */
    @Nullable
    JsonToken next() throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** The next token of a file that must not end here. */
    JsonToken expect() throws IOException {
        var token = next();
        if (token == null) {
            throw new UnreadableDelivery(CUT_OFF, window.placeOfEnd(), null);
        }
        return token;
    }

    /** The first token; an empty file has none. */
    JsonToken first() throws IOException {
        var token = next();
        if (token == null) {
            throw new UnreadableDelivery(EMPTY, new Place(file, 0, 0, null), null);
        }
        return token;
    }

    /** The name of the next member of the object the walk stands in; null at the object's end. */
    @Nullable
    String nextName() throws IOException {
        return expect() == JsonToken.FIELD_NAME ? parser.currentName() : null;
    }

    /** The short text the walk stands at. */
    String text() throws IOException {
        try {
            return parser.getText();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** Passes over the rest of the value the walk stands at. */
    void skip() throws IOException {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** Passes over the rest of the value; afterwards {@link #consumed} is its end, which it is not yet for a text. */
    private void skipWhole() throws IOException {
        skip();
        try {
            parser.finishToken();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** Hands over every element of the array the walk stands at the beginning of. */
    void elements() throws IOException {
        while (true) {
            window.keepFrom(consumed());
            var token = expect();
            if (token == JsonToken.END_ARRAY) {
                break;
            }
            record(token);
        }
        window.release();
    }

    /** Hands over every value at the top level from {@code first} on, at whose beginning the walk stands. */
    void sequence(JsonToken first) throws IOException {
        for (JsonToken token = first; token != null; token = next()) {
            record(token);
            window.keepFrom(consumed());
        }
        window.placeOfEnd();
    }

    /** Keeps the value the walk stands at the beginning of, for {@link #record(Start)}. */
    Start keep() {
        long offset = parser.currentTokenLocation().getByteOffset();
        window.keepFrom(offset);
        return new Start(offset, window.placeAt(offset));
    }

    /** Hands over the value the walk stands at the beginning of. */
    void record(JsonToken token) throws IOException {
        var start = keep();
        skipWhole();
        if (token == JsonToken.START_OBJECT) {
            hand(start, List.of());
        } else {
            hand(start, List.of(Finding.of(NO_OBJECT, start.place, null, window.excerpt(start.offset))));
        }
    }

    /** Hands over the object that began at {@code start} and whose end has just been read. */
    void record(Start start) {
        hand(start, List.of());
    }

    private void hand(Start start, List<Finding> findings) {
        long end = consumed();
        if (end - start.offset > Utf8Window.RECORD_LIMIT) {
            throw new UnreadableDelivery(Utf8Window.RECORD_TOO_LARGE, start.place, null);
        }
        window.placeAt(end);
        var bytes = window.buffer();
        int from = window.index(start.offset);
        int length = (int) (end - start.offset);
        digest.update(bytes, from, length);
        long row = ++rows;
        sink.accept(
                new RawRecord(row, start.place, Sha256.from(digest.digest()), () -> {
                    if (row != rows) {
                        throw new IllegalStateException("the tree of a record is gone once the next one is read");
                    }
                    return JsonTree.parse(bytes, from, length, start.place);
                }),
                findings);
    }

    /** Makes sure that nothing follows. */
    void finish() throws IOException {
        long end = consumed();
        window.release();
        if (next() != null) {
            long offset = parser.currentTokenLocation().getByteOffset();
            throw new UnreadableDelivery(TRAILING, window.placeAt(offset), window.excerpt(Math.max(end, offset)));
        }
        window.placeOfEnd();
    }

    /** A refusal of the value the walk stands at. */
    UnreadableDelivery refuse(Rule rule) {
        long offset = parser.currentTokenLocation().getByteOffset();
        return new UnreadableDelivery(rule, window.placeAt(offset), window.excerpt(offset));
    }

    private long consumed() {
        return parser.currentLocation().getByteOffset();
    }

    private UnreadableDelivery unreadable(JsonProcessingException e) {
        long offset = Math.max(
                0, e.getLocation() == null ? consumed() : e.getLocation().getByteOffset());
        if (e instanceof JsonEOFException || window.isEnd(offset)) {
            return new UnreadableDelivery(CUT_OFF, window.placeOfEnd(), null);
        }
        var place = window.placeAt(offset);
        return new UnreadableDelivery(
                e instanceof StreamConstraintsException ? LIMIT : BROKEN, place, window.excerpt(offset));
    }

    /** Where a value began. */
    record Start(long offset, Place place) {}
}

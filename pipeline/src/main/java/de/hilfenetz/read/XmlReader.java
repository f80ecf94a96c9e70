package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.MissingResourceException;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * XML of any shape, as a stream: every element at the feed's path ({@code records: /angebote/angebot}) is a record; without
 * one the path is found out. An element with text alone becomes that text, any other an object of its attributes and
 * elements by local name, its own text under {@code text}; what stands more than once becomes an array. Nothing outside the
 * file is ever fetched, and a DOCTYPE is refused.
 */
final class XmlReader {

    static final Rule DOCTYPE = Rule.error(
            "xml-doctype",
            "Die Datei enthält eine DOCTYPE-Angabe; sie kann auf fremde Dateien verweisen und wird nicht angenommen."
                    + " Bitte ohne DOCTYPE exportieren.",
            "The file holds a DOCTYPE; it can refer to other files and is not taken. Please export without DOCTYPE.");
    static final Rule BROKEN = Rule.error(
            "xml-fehlerhaft",
            "Hier ist die Datei kein gültiges XML. Häufig fehlt ein schließendes Element, oder ein & oder < steht"
                    + " unverändert im Text (richtig: &amp; und &lt;). Bitte den Export berichtigen.",
            "The file is not valid XML here. Often an end tag is missing, or an & or < stands as it is in a text"
                    + " (correct: &amp; and &lt;). Please correct the export.");
    static final Rule UNKNOWN_CHARSET = Rule.error(
            "zeichensatz-unbekannt",
            "Die Datei nennt den Zeichensatz „{value}“; den gibt es nicht. Üblich ist UTF-8. Bitte den Export berichtigen.",
            "The file names the charset “{value}”; there is none. Usual is UTF-8. Please correct the export.");
    static final Rule LIMIT = Rule.error(
            "xml-grenze",
            "Hier wird eine Grenze überschritten: höchstens 64 Ebenen ineinander, 100 Attribute je Element, 1 Million"
                    + " Zeichen je Text. Bitte den Export vereinfachen.",
            "A limit is exceeded here: at most 64 levels inside each other, 100 attributes an element, 1 million"
                    + " characters a text. Please simplify the export.");
    static final Rule NOT_THERE = Rule.error(
            "xml-datensaetze-fehlen",
            "Unter {value} (Datenquelle, records) steht kein Element. Die Datei beginnt mit {names}.",
            "There is no element at {value} (feed, records). The file begins with {names}.");
    static final Rule DETECTED = Rule.info(
            "xml-datensaetze-erkannt",
            "Als Datensätze gelesen wurden die Elemente {value}; andere nennt die Datenquelle (records).",
            "The elements {value} were read as records; the feed can name others (records).");

    private static final int DEPTH = 64;
    private static final int ATTRIBUTES = 100;
    private static final int NAME = 256;
    private static final int TEXT = 1 << 20;
    private static final Pattern ENCODING =
            Pattern.compile("^(?:ï»¿)?<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final XMLInputFactory FACTORY = factory();

    private final String file;
    private final Sink sink;
    private final XmlText text;
    private final XMLStreamReader xml;
    private final Deque<String> path = new ArrayDeque<>();
    private Place start;
    private long rows;

    private XmlReader(String file, XmlText text, Sink sink) {
        this.file = file;
        this.sink = sink;
        this.text = text;
        this.start = new Place(file, 1, 1, null);
        try {
            this.xml = FACTORY.createXMLStreamReader(text); // reads the declaration
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /** Reads one file; {@code bytes} supports marks. */
    static void read(Feed feed, String file, InputStream bytes, Sink sink) throws IOException {
        var mark = ByteOrderMark.skip(bytes);
        bytes.mark(ForeignFile.HEAD);
        var head = ForeignFile.text(bytes.readNBytes(ForeignFile.HEAD));
        bytes.reset();
        var charset = mark != null ? mark : charset(feed.table().encoding(), head, file);
        var text = new XmlText(file, new StrictReader(file, bytes, charset, _ -> {}));
        var begin = text.head();
        ForeignFile.refuseText(file, begin, Feed.Format.XML);
        if (begin.isBlank()) {
            throw new UnreadableDelivery(JsonRecords.EMPTY, new Place(file, 0, 0, null), null);
        }
        var records = feed.records();
        if (records == null) {
            records = XmlShape.records(begin, FACTORY);
            sink.note(Finding.of(DETECTED, new Place(file, 0, 0, null), null, records));
        }
        new XmlReader(file, text, sink).walk(records);
    }

    private static Charset charset(@Nullable String named, String head, String file) {
        var declared = ENCODING.matcher(head);
        var name = named != null ? named : declared.find() ? declared.group(1) : "UTF-8";
        try {
            // Who could read the declaration byte by byte does not hold UTF-16, whatever it says.
            return named == null && name.toUpperCase(java.util.Locale.ROOT).startsWith("UTF-16")
                    ? StandardCharsets.UTF_8
                    : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UnreadableDelivery(UNKNOWN_CHARSET, new Place(file, 0, 0, null), name);
        }
    }

    private void walk(String records) {
        var root = "";
        for (int event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                enter();
                root = root.isEmpty() ? "/" + path.getFirst() : root;
                if (("/" + String.join("/", path)).equals(records)) {
                    record();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path.removeLast();
            }
        }
        if (rows == 0) {
            throw new UnreadableDelivery(Finding.of(NOT_THERE, new Place(file, 0, 0, null), null, records)
                    .with("names", root));
        }
    }

    private void enter() {
        if (path.size() >= DEPTH
                || xml.getAttributeCount() > ATTRIBUTES
                || xml.getLocalName().length() > NAME) {
            throw new UnreadableDelivery(LIMIT, start, null);
        }
        path.addLast(xml.getLocalName());
    }

    private void record() {
        var place = start;
        long before = text.consumed();
        var places = new IdentityHashMap<JsonNode, Place>();
        var value = element(place, "", before, places);
        var root = value instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().<ObjectNode>set("text", value);
        var hash = Sha256.digest();
        hash.update(root.toString().getBytes(StandardCharsets.UTF_8));
        sink.accept(
                new RawRecord(++rows, place, Sha256.from(hash.digest()), () -> new RawRecord.Tree(root, places)),
                List.of());
    }

    /** The element whose start was just read, to its end. */
    private JsonNode element(Place place, String pointer, long recordStart, IdentityHashMap<JsonNode, Place> places) {
        var object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!"http://www.w3.org/2001/XMLSchema-instance".equals(xml.getAttributeNamespace(i))) {
                add(object, xml.getAttributeLocalName(i), text(xml.getAttributeValue(i), place, pointer, places));
            }
        }
        var own = new StringBuilder();
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                enter();
                var name = xml.getLocalName();
                var child = element(start, pointer + "/" + name, recordStart, places);
                if (!isEmpty(child)) {
                    add(object, name, child);
                }
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                own.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
            if (own.length() > TEXT) {
                throw new UnreadableDelivery(LIMIT, place, null);
            }
            if (text.consumed() - recordStart > Utf8Window.RECORD_LIMIT) {
                throw new UnreadableDelivery(Utf8Window.RECORD_TOO_LARGE, place, null);
            }
        }
        path.removeLast();
        var value = text(own.toString().strip(), place, pointer, places);
        if (object.isEmpty()) {
            return value;
        }
        if (!value.textValue().isEmpty()) {
            add(object, "text", value);
        }
        return object;
    }

    private static TextNode text(String words, Place place, String pointer, IdentityHashMap<JsonNode, Place> places) {
        var node = new TextNode(words);
        places.put(node, pointer.isEmpty() ? place : place.in(pointer));
        return node;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isTextual() && value.textValue().isEmpty();
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        switch (object.get(name)) {
            case null -> object.set(name, value);
            case ArrayNode list -> list.add(value);
            case JsonNode first ->
                object.set(name, JsonNodeFactory.instance.arrayNode().add(first).add(value));
        }
    }

    /** The next event; {@link #start} is then where it begins, which is where the one before ended. */
    private int next() {
        var before = place();
        try {
            int event = xml.next();
            text.proceed();
            if (event == XMLStreamConstants.DTD) {
                throw new UnreadableDelivery(DOCTYPE, before, null);
            }
            if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new UnreadableDelivery(BROKEN, before, null);
            }
            // The parser has seen the opening bracket already.
            start = event == XMLStreamConstants.START_ELEMENT && before.column() > 1
                    ? new Place(file, before.line(), before.column() - 1, null)
                    : before;
            return event;
        } catch (MissingResourceException wordless) { // the JDK's parser lacks words for some faults
            throw new UnreadableDelivery(BROKEN, place(), null);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private UnreadableDelivery broken(XMLStreamException cause) {
        var at = cause.getLocation();
        return new UnreadableDelivery(text.isAtEnd(at) ? JsonRecords.CUT_OFF : BROKEN, place(at), null);
    }

    private Place place() {
        return place(xml.getLocation());
    }

    private Place place(javax.xml.stream.@Nullable Location at) {
        return at == null
                ? start
                : new Place(file, Math.max(at.getLineNumber(), 0), Math.max(at.getColumnNumber(), 0), null);
    }
}

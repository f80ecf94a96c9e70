package de.hilfenetz.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A feed to subscribe to (Atom, RFC 4287).
 *
 * @param address its own, absolute; its id too
 * @param page the same for people
 * @param author who writes it
 */
record Atom(String address, String page, String title, String author, Instant updated, List<Entry> entries) {

    static final String TYPE = "application/atom+xml";
    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    /**
     * One entry.
     *
     * @param id never changes and is never used again
     * @param href where more of it stands
     * @param category a word of ours
     * @param summary null where the title says it all
     */
    record Entry(
            String id,
            String title,
            Instant updated,
            String href,
            String category,
            @Nullable String summary) {}

    /** As it is sent, in UTF-8. */
    byte[] write() {
        try {
            var out = new ByteArrayOutputStream();
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement(NAMESPACE, "feed");
            xml.writeDefaultNamespace(NAMESPACE);
            text(xml, "id", address);
            text(xml, "title", title);
            text(xml, "updated", updated.toString());
            link(xml, "self", address);
            link(xml, "alternate", page);
            xml.writeStartElement(NAMESPACE, "author");
            text(xml, "name", author);
            xml.writeEndElement();
            for (var entry : entries) {
                write(xml, entry);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
            return out.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing but memory is written to", e);
        }
    }

    private static void write(XMLStreamWriter xml, Entry entry) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, "entry");
        text(xml, "id", entry.id());
        text(xml, "title", entry.title());
        text(xml, "updated", entry.updated().toString());
        link(xml, "alternate", entry.href());
        xml.writeEmptyElement(NAMESPACE, "category");
        xml.writeAttribute("term", entry.category());
        if (entry.summary() != null) {
            text(xml, "summary", entry.summary());
        }
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String href) throws XMLStreamException {
        xml.writeEmptyElement(NAMESPACE, "link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", href);
    }
}

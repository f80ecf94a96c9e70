package de.hilfenetz.graph;

import de.hilfenetz.record.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/**
 * The triples of one record while they are written down: the record itself first, then its parts in the order they were
 * begun, each triple once. Absent values write nothing.
 */
final class Description {

    private final String iri;
    private final List<Part> parts = new ArrayList<>();

    Description(String iri) {
        this.iri = iri;
    }

    /** The record itself. */
    Part self() {
        return begin(iri);
    }

    /** A part of the record, {@code {record}#{fragment}}. */
    Part part(String fragment) {
        return begin(iri + "#" + fragment);
    }

    private Part begin(String partIri) {
        var part = new Part(NodeFactory.createURI(partIri));
        parts.add(part);
        return part;
    }

    /** Hands on everything, subject by subject. */
    void send(Consumer<Triple> out) {
        for (var part : parts) {
            part.properties.forEach((property, values) ->
                    values.forEach(value -> out.accept(Triple.create(part.node, property, value))));
        }
    }

    /** One subject, the record or a fragment of it: properties in the order of their first value. */
    static final class Part {

        private final Node node;
        private final Map<Node, List<Node>> properties = new LinkedHashMap<>();

        private Part(Node node) {
            this.node = node;
        }

        /** Its IRI. */
        Node node() {
            return node;
        }

        /** The part of its IRI that a reader may copy: the record's UUID, with the fragment if it has one. */
        String identifier() {
            var text = node.getURI();
            return text.substring(text.lastIndexOf('/') + 1);
        }

        Part type(Node... types) {
            for (var type : types) {
                link(Terms.TYPE, type);
            }
            return this;
        }

        Part link(Node property, @Nullable Node target) {
            if (target != null) {
                var values = properties.computeIfAbsent(property, p -> new ArrayList<>(2));
                if (!values.contains(target)) {
                    values.add(target);
                }
            }
            return this;
        }

        /** A text in each of its languages. */
        Part texts(Node property, @Nullable Texts texts) {
            if (texts != null) {
                texts.byLanguage().forEach((language, text) -> text(property, text, language));
            }
            return this;
        }

        /** A German text. */
        Part german(Node property, @Nullable String text) {
            return text(property, text, Texts.GERMAN);
        }

        /** A string in no language: a number, a code, a name. */
        Part plain(Node property, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                link(property, NodeFactory.createLiteralString(CleanText.of(value)));
            }
            return this;
        }

        Part typed(Node property, @Nullable String lexical, RDFDatatype datatype) {
            if (lexical != null) {
                link(property, NodeFactory.createLiteralDT(lexical, datatype));
            }
            return this;
        }

        Part whole(Node property, @Nullable Integer number) {
            return number == null ? this : typed(property, number.toString(), XSDDatatype.XSDinteger);
        }

        Part day(Node property, @Nullable LocalDate day) {
            return day == null ? this : typed(property, day.toString(), XSDDatatype.XSDdate);
        }

        Part instant(Node property, @Nullable Instant instant) {
            return instant == null ? this : typed(property, instant.toString(), XSDDatatype.XSDdateTime);
        }

        private Part text(Node property, @Nullable String text, String language) {
            if (text != null && !text.isEmpty()) {
                link(property, NodeFactory.createLiteralLang(CleanText.of(text), language));
            }
            return this;
        }
    }
}

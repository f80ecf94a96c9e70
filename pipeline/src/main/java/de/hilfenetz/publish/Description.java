package de.hilfenetz.publish;

import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.record.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.datatypes.BaseDatatype;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/** Writes triples down by the short names of {@code vocab/context.jsonld}, subject by subject. */
final class Description {

    private final ShortNames names;
    private final List<Triple> triples = new ArrayList<>();

    Description(ShortNames names) {
        this.names = names;
    }

    List<Triple> triples() {
        return List.copyOf(triples);
    }

    Subject subject(String iri, String... types) {
        var subject = new Subject(NodeFactory.createURI(iri));
        for (var type : types) {
            subject.link("rdf:type", names.iri(type));
        }
        return subject;
    }

    /** One subject. */
    final class Subject {

        private final Node node;

        private Subject(Node node) {
            this.node = node;
        }

        Subject link(String property, @Nullable String iri) {
            return iri == null ? this : add(property, NodeFactory.createURI(iri));
        }

        Subject texts(String property, Texts texts) {
            texts.byLanguage()
                    .forEach((language, text) -> add(property, NodeFactory.createLiteralLang(text, language)));
            return this;
        }

        Subject german(String property, String text) {
            return add(property, NodeFactory.createLiteralLang(text, "de"));
        }

        Subject plain(String property, String text) {
            return add(property, NodeFactory.createLiteralString(text));
        }

        Subject day(String property, LocalDate day) {
            return typed(property, day.toString(), XSDDatatype.XSDdate);
        }

        Subject instant(String property, Instant instant) {
            return typed(property, instant.toString(), XSDDatatype.XSDdateTime);
        }

        Subject wkt(String property, String wkt) {
            return typed(property, wkt, new BaseDatatype(names.iri("geo:wktLiteral")));
        }

        Subject typed(String property, String lexical, RDFDatatype datatype) {
            return add(property, NodeFactory.createLiteralDT(lexical, datatype));
        }

        private Subject add(String property, Node value) {
            triples.add(Triple.create(node, NodeFactory.createURI(names.iri(property)), value));
            return this;
        }
    }
}

package de.hilfenetz.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/** Turtle, one block a subject: short names for properties and types, whole IRIs for what records are called. */
public final class TurtleWriter implements TripleWriter {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+\\.[0-9]+");

    private final OutputStream out;
    private final Bytes bytes;
    private final ShortNames names;
    private final Map<String, String> shortened = new HashMap<>();

    public TurtleWriter(OutputStream out, ShortNames names) {
        this.out = out;
        this.names = names;
        bytes = new Bytes(out);
        names.prefixes().forEach((prefix, namespace) -> {
            bytes.text("@prefix " + prefix + ": ");
            bytes.iri(namespace);
            bytes.text(" .\n");
        });
    }

    @Override
    public void write(List<Triple> subjects) throws IOException {
        @Nullable Triple before = null;
        for (var triple : subjects) {
            write(triple, before);
            before = triple;
        }
        if (before != null) {
            bytes.text(" .\n");
        }
        bytes.drain();
    }

    private void write(Triple triple, @Nullable Triple before) {
        if (before == null || !before.getSubject().equals(triple.getSubject())) {
            bytes.text(before == null ? "\n" : " .\n\n");
            bytes.term(triple.getSubject());
            property(triple.getPredicate(), " ");
        } else if (Objects.equals(before.getPredicate(), triple.getPredicate())) {
            bytes.text(", ");
        } else {
            property(triple.getPredicate(), " ;\n  ");
        }
        object(triple.getPredicate(), triple.getObject());
    }

    private void property(Node property, String before) {
        bytes.text(before);
        if (property.equals(Terms.TYPE)) {
            bytes.put('a');
        } else {
            named(property.getURI());
        }
        bytes.put(' ');
    }

    private void object(Node property, Node object) {
        if (object.isURI() && (property.equals(Terms.TYPE) || object.getURI().startsWith(Terms.Schema.NS))) {
            named(object.getURI());
        } else if (object.isLiteral() && object.getLiteralLanguage().isEmpty() && !Bytes.isString(object)) {
            typed(object);
        } else {
            bytes.term(object);
        }
    }

    private void typed(Node literal) {
        var datatype = literal.getLiteralDatatype();
        var lexical = literal.getLiteralLexicalForm();
        if (isBare(datatype.getURI(), lexical)) {
            bytes.text(lexical);
        } else {
            bytes.quoted(lexical);
            bytes.text("^^");
            named(datatype.getURI());
        }
    }

    private static boolean isBare(String datatype, String lexical) {
        if (datatype.equals(XSDDatatype.XSDboolean.getURI())) {
            return lexical.equals("true") || lexical.equals("false");
        }
        if (datatype.equals(XSDDatatype.XSDinteger.getURI())) {
            return INTEGER.matcher(lexical).matches();
        }
        return datatype.equals(XSDDatatype.XSDdecimal.getURI())
                && DECIMAL.matcher(lexical).matches();
    }

    private void named(String iri) {
        var name = shortened.computeIfAbsent(iri, i -> Objects.requireNonNullElse(names.shorten(i), ""));
        if (name.isEmpty()) {
            bytes.iri(iri);
        } else {
            bytes.text(name);
        }
    }

    @Override
    public void endPart() throws IOException {
        bytes.flush();
    }

    @Override
    public void close() throws IOException {
        bytes.flush();
        out.close();
    }
}

package de.hilfenetz.graph;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.graph.ShortNames.Coercion;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.out.NodeFmtLib;
import org.jspecify.annotations.Nullable;

/**
 * JSON-LD 1.0: the context once, then one node object a line. Values use the context's coercions where they fit and spell
 * themselves out where they do not, so that expansion always gives back the same triples.
 */
public final class JsonLdWriter implements TripleWriter {

    /** Numbers of this form are the same whether JSON or RDF spells them. */
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    static final String SEPARATOR = ",\n";

    private final JsonGenerator json;
    private final ShortNames names;
    private final Map<String, String> shortened = new HashMap<>();
    private boolean first = true;

    public JsonLdWriter(OutputStream out, ShortNames names) throws IOException {
        this.names = names;
        json = new JsonFactoryBuilder().rootValueSeparator("").build().createGenerator(out, JsonEncoding.UTF8);
        json.setCodec(new ObjectMapper());
        json.writeRaw("{\"@context\":");
        json.writeTree(names.context());
        json.writeRaw(",\"@graph\":[\n");
    }

    @Override
    public void write(List<Triple> subjects) throws IOException {
        var from = 0;
        while (from < subjects.size()) {
            var subject = subjects.get(from).getSubject();
            var to = from + 1;
            while (to < subjects.size() && subjects.get(to).getSubject().equals(subject)) {
                to++;
            }
            node(subject, subjects.subList(from, to));
            from = to;
        }
    }

    private void node(Node subject, List<Triple> triples) throws IOException {
        json.writeRaw(first ? "" : SEPARATOR);
        first = false;
        json.writeStartObject();
        json.writeStringField("@id", id(subject));
        var byProperty = new LinkedHashMap<Node, List<Node>>();
        for (var triple : triples) {
            byProperty
                    .computeIfAbsent(triple.getPredicate(), p -> new ArrayList<>(2))
                    .add(triple.getObject());
        }
        for (var entry : byProperty.entrySet()) {
            property(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void property(Node property, List<Node> values) throws IOException {
        if (property.equals(Terms.TYPE) && values.stream().noneMatch(Node::isLiteral)) {
            json.writeFieldName("@type");
            list(values, type -> json.writeString(type.isURI() ? named(type.getURI()) : id(type)));
            return;
        }
        json.writeFieldName(named(property.getURI()));
        var coercion = names.coercion(property.getURI());
        if (coercion != null && coercion.byLanguage() && values.stream().allMatch(JsonLdWriter::hasLanguage)) {
            byLanguage(values);
        } else {
            list(values, value -> value(value, coercion));
        }
    }

    private interface Step {
        void write(Node value) throws IOException;
    }

    private void list(List<Node> values, Step step) throws IOException {
        if (values.size() == 1) {
            step.write(values.getFirst());
            return;
        }
        json.writeStartArray();
        for (var value : values) {
            step.write(value);
        }
        json.writeEndArray();
    }

    private static boolean hasLanguage(Node value) {
        return value.isLiteral() && !value.getLiteralLanguage().isEmpty();
    }

    private void byLanguage(List<Node> values) throws IOException {
        var texts = new TreeMap<String, List<Node>>();
        for (var value : values) {
            texts.computeIfAbsent(value.getLiteralLanguage(), l -> new ArrayList<>(1))
                    .add(value);
        }
        json.writeStartObject();
        for (var entry : texts.entrySet()) {
            json.writeFieldName(entry.getKey());
            list(entry.getValue(), text -> json.writeString(text.getLiteralLexicalForm()));
        }
        json.writeEndObject();
    }

    private void value(Node value, @Nullable Coercion coercion) throws IOException {
        if (!value.isLiteral()) {
            if (coercion != null && coercion.iri()) {
                json.writeString(id(value));
            } else {
                object("@id", id(value), null, null);
            }
            return;
        }
        var lexical = value.getLiteralLexicalForm();
        var datatype = value.getLiteralDatatypeURI();
        var plain = coercion == null || (!coercion.iri() && coercion.datatype() == null && !coercion.byLanguage());
        if (hasLanguage(value)) {
            object("@value", lexical, "@language", value.getLiteralLanguage());
        } else if (coercion != null && datatype.equals(coercion.datatype())) {
            json.writeString(lexical);
        } else if (Bytes.isString(value)) {
            if (plain) {
                json.writeString(lexical);
            } else {
                object("@value", lexical, null, null);
            }
        } else if (plain && datatype.equals(XSDDatatype.XSDboolean.getURI()) && isBoolean(lexical)) {
            json.writeBoolean(lexical.equals("true"));
        } else if (plain
                && datatype.equals(XSDDatatype.XSDinteger.getURI())
                && INTEGER.matcher(lexical).matches()) {
            json.writeNumber(lexical);
        } else {
            object("@value", lexical, "@type", named(datatype));
        }
    }

    private static boolean isBoolean(String lexical) {
        return lexical.equals("true") || lexical.equals("false");
    }

    private void object(String key, String value, @Nullable String secondKey, @Nullable String second)
            throws IOException {
        json.writeStartObject();
        json.writeStringField(key, value);
        if (secondKey != null) {
            json.writeStringField(secondKey, second);
        }
        json.writeEndObject();
    }

    private static String id(Node node) {
        return node.isURI() ? node.getURI() : "_:" + NodeFmtLib.encodeBNodeLabel(node.getBlankNodeLabel());
    }

    private String named(String iri) {
        return shortened.computeIfAbsent(iri, i -> Objects.requireNonNullElse(names.shorten(i), i));
    }

    @Override
    public void endPart() throws IOException {
        json.flush();
        first = true;
    }

    @Override
    public void close() throws IOException {
        json.writeRaw("\n]}\n");
        json.close();
    }
}

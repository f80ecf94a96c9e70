package de.hilfenetz.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.exec.RowSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes SPARQL 1.1 Query Results JSON, a row a line. Jena's own writer passes on one character at a time, which for a long
 * answer costs ten times what finding it does.
 */
final class JsonRows {

    /** Whatever fails while rows are found must leave JSON that does not end. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .build()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final JsonGenerator json;
    private final Map<Node, String> blanks = new HashMap<>();

    private JsonRows(OutputStream out) throws IOException {
        json = FACTORY.createGenerator(out)
                .setPrettyPrinter(new DefaultPrettyPrinter(
                                Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.NONE))
                        .withObjectIndenter(new NopIndenter())
                        .withArrayIndenter(new DefaultIndenter("", "\n")));
    }

    /** @throws RuntimeException whatever finding a row throws; what was written then is no whole answer */
    static void write(OutputStream out, RowSet rows) throws IOException {
        var writer = new JsonRows(out);
        writer.write(rows);
        writer.json.writeRaw('\n');
        writer.json.flush();
    }

    private void write(RowSet rows) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("head");
        json.writeArrayFieldStart("vars");
        for (var variable : rows.getResultVars()) {
            json.writeString(variable.getVarName());
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("results");
        json.writeArrayFieldStart("bindings");
        while (rows.hasNext()) {
            var row = rows.next();
            json.writeStartObject();
            for (var variable : rows.getResultVars()) {
                write(variable, row.get(variable));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(Var variable, @Nullable Node value) throws IOException {
        if (value == null) {
            return;
        }
        json.writeFieldName(variable.getVarName());
        write(value);
    }

    private void write(Node value) throws IOException {
        json.writeStartObject();
        if (value.isURI()) {
            json.writeStringField("type", "uri");
            json.writeStringField("value", value.getURI());
        } else if (value.isBlank()) {
            json.writeStringField("type", "bnode");
            json.writeStringField("value", blanks.computeIfAbsent(value, blank -> "b" + blanks.size()));
        } else {
            json.writeStringField("type", "literal");
            if (!value.getLiteralLanguage().isEmpty()) {
                json.writeStringField("xml:lang", value.getLiteralLanguage());
            } else if (!value.getLiteralDatatype().equals(XSDDatatype.XSDstring)) {
                json.writeStringField("datatype", value.getLiteralDatatypeURI());
            }
            json.writeStringField("value", value.getLiteralLexicalForm());
        }
        json.writeEndObject();
    }
}

package de.hilfenetz.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a SELECT or ASK, in memory.
 *
 * @param release it is made of
 * @param complete whether these are all rows there are
 * @param yes the answer to an ASK; null for rows
 */
public record Table(
        String release,
        List<String> columns,
        List<List<Cell>> rows,
        boolean complete,
        @Nullable Boolean yes) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    private static final Set<String> NUMBERS = Set.of(
            "integer",
            "decimal",
            "double",
            "float",
            "int",
            "long",
            "short",
            "byte",
            "nonNegativeInteger",
            "positiveInteger");

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * One value.
     *
     * @param iri whether it is an IRI; else a literal
     * @param text empty where there is no value
     * @param datatype of a literal; null for plain and tagged ones
     * @param language of a tagged literal; null for others
     */
    public record Cell(
            boolean iri,
            String text,
            @Nullable String datatype,
            @Nullable String language) {

        private static final Cell NONE = new Cell(false, "", null, null);

        /** The number it is; empty where it is none. */
        public Optional<Double> number() {
            if (datatype == null || !datatype.startsWith(XSD) || !NUMBERS.contains(datatype.substring(XSD.length()))) {
                return Optional.empty();
            }
            try {
                return Optional.of(Double.valueOf(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        /** Whether it is a day or a moment. */
        public boolean isDate() {
            return (XSD + "date").equals(datatype) || (XSD + "dateTime").equals(datatype);
        }
    }

    /** Reads SPARQL 1.1 Query Results JSON. */
    static Table read(Head head, byte[] json) throws IOException {
        var tree = JSON.readTree(json);
        var columns = new ArrayList<String>();
        tree.path("head").path("vars").forEach(name -> columns.add(name.asText()));
        var rows = new ArrayList<List<Cell>>();
        for (var row : tree.path("results").path("bindings")) {
            rows.add(columns.stream().map(column -> cell(row.path(column))).toList());
        }
        var yes = tree.path("boolean");
        return new Table(
                head.release(),
                columns,
                rows,
                head.state() == Head.State.COMPLETE,
                yes.isBoolean() ? yes.booleanValue() : null);
    }

    private static Cell cell(JsonNode value) {
        return value.isMissingNode()
                ? Cell.NONE
                : new Cell(
                        value.path("type").asText().equals("uri"),
                        value.path("value").asText(),
                        value.path("datatype").asText(null),
                        value.path("xml:lang").asText(null));
    }

    /** The number of a column; -1 where there is none of this name. */
    public int column(String name) {
        return columns.indexOf(name);
    }
}

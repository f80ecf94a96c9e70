package de.hilfenetz.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.graph.ShortNames;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.expr.ExprVar;
import org.apache.jena.sparql.expr.aggregate.AggregatorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A question in plain German with the query that answers it, from a file of {@code site/fragen/}: YAML in comments, then SPARQL
 * that runs as it is once our prefixes are before it. A slot is a line {@code VALUES ?x { UNDEF }}; what may be chosen for it is
 * what the query's own patterns find, so that no choice leads to an empty answer. {@code VALUES ?heute { … }} gets the day of
 * the release.
 *
 * @param slug the last part of its address
 * @param desk under which it is listed
 * @param answer a sentence with places to fill in: {@code {rows}}, {@code {first:column}}, {@code {slot:name}}
 * @param none the sentence where there is no row; null: no row is a fault
 * @param unit what is counted
 * @param population of what
 * @param caveat what the number does not say
 * @param how the figure came about, in one line
 * @param counts the variable that the choices of slots are counted by
 * @param columns titles, by variable
 * @param chart the variables of a bar chart; null where none makes sense
 * @param unknown how many of how many could not be counted; null where all could
 */
public record Question(
        String slug,
        String question,
        String desk,
        String answer,
        @Nullable String none,
        String unit,
        String population,
        String caveat,
        String how,
        String counts,
        List<Slot> slots,
        Map<String, String> columns,
        @Nullable Chart chart,
        @Nullable Unknown unknown,
        String sparql) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String RULE = "# ---";
    private static final String SLOT = "VALUES ?%s { UNDEF }";

    public Question {
        slots = List.copyOf(slots);
        columns = Map.copyOf(columns);
        for (var slot : slots) {
            if (!sparql.contains(SLOT.formatted(slot.name()))) {
                throw new IllegalArgumentException(
                        "%s.rq: the slot %s needs a line %s".formatted(slug, slot.name(), SLOT.formatted(slot.name())));
            }
        }
    }

    /**
     * Something to choose.
     *
     * @param name of the variable; {@code {name}Name} is the variable of its label
     * @param all the label of choosing nothing; null where something has to be chosen
     */
    public record Slot(String name, String label, @Nullable String all) {}

    /** A bar for each row. */
    public record Chart(String label, String value) {}

    /** A query for {@code ?unbekannt} and {@code ?gesamt}, and what they count. */
    public record Unknown(String label, String sparql) {}

    /** Reads a file. */
    static Question read(String slug, String text) {
        var lines = text.lines().toList();
        var end = lines.subList(1, lines.size()).indexOf(RULE) + 1;
        if (!lines.getFirst().equals(RULE) || end == 0) {
            throw new IllegalArgumentException(slug + ".rq begins with what is said of it between two lines " + RULE);
        }
        var head = lines.subList(1, end).stream()
                .map(line -> line.replaceFirst("^# ?", ""))
                .collect(Collectors.joining("\n"));
        try {
            return of(slug, YAML.readTree(head), String.join("\n", lines.subList(end + 1, lines.size())) + "\n");
        } catch (IOException e) {
            throw new IllegalArgumentException(slug + ".rq: " + e.getMessage(), e);
        }
    }

    private static Question of(String slug, JsonNode head, String sparql) {
        var slots = new ArrayList<Slot>();
        head.path("slots")
                .properties()
                .forEach(slot -> slots.add(new Slot(
                        slot.getKey(),
                        need(slug, slot.getValue(), "label"),
                        slot.getValue().path("all").asText(null))));
        var columns = new LinkedHashMap<String, String>();
        head.path("columns")
                .properties()
                .forEach(
                        column -> columns.put(column.getKey(), column.getValue().asText()));
        var chart = head.path("chart");
        var unknown = head.path("unknown");
        return new Question(
                slug,
                need(slug, head, "question"),
                need(slug, head, "desk"),
                need(slug, head, "answer"),
                head.path("none").asText(null),
                need(slug, head, "unit"),
                need(slug, head, "population"),
                need(slug, head, "caveat"),
                need(slug, head, "how"),
                head.path("counts").asText("angebot"),
                slots,
                columns,
                chart.isMissingNode() ? null : new Chart(need(slug, chart, "label"), need(slug, chart, "value")),
                unknown.isMissingNode()
                        ? null
                        : new Unknown(need(slug, unknown, "label"), need(slug, unknown, "query")),
                sparql);
    }

    private static String need(String slug, JsonNode head, String member) {
        var value = head.path(member).asText("");
        if (value.isBlank()) {
            throw new IllegalArgumentException(slug + ".rq does not say its " + member);
        }
        return value;
    }

    /** The title of a column. */
    public String title(String column) {
        return columns.getOrDefault(column, column);
    }

    /**
     * The query with what was chosen, ready to be run anywhere.
     *
     * @param chosen SPARQL terms by slot; a slot without one stays open
     * @param day of the release
     */
    public String sparql(Map<String, String> chosen, LocalDate day, ShortNames names) {
        return Prefixes.complete(filled(chosen, day), names);
    }

    /** The query for what was not counted. */
    public @Nullable String unknownSparql(ShortNames names) {
        return unknown == null ? null : Prefixes.complete(unknown.sparql(), names);
    }

    private String filled(Map<String, String> chosen, LocalDate day) {
        var text = sparql.replaceAll("VALUES \\?heute \\{ \"[^\"]*\"", "VALUES ?heute { \"" + day + "\"");
        for (var choice : chosen.entrySet()) {
            text = text.replace(
                    SLOT.formatted(choice.getKey()), "VALUES ?%s { %s }".formatted(choice.getKey(), choice.getValue()));
        }
        return text;
    }

    /**
     * The query for what may be chosen for a slot: columns {@code ?{slot}}, {@code ?{slot}Name} and {@code ?anzahl}.
     *
     * @param chosen for the other slots
     */
    public String choices(Slot slot, Map<String, String> chosen, LocalDate day, ShortNames names) {
        var others = new LinkedHashMap<>(chosen);
        others.remove(slot.name());
        var whole = QueryFactory.create(sparql(others, day, names), Syntax.syntaxSPARQL_11);
        var choices = new Query();
        choices.setSyntax(Syntax.syntaxSPARQL_11);
        choices.setQuerySelectType();
        choices.addResultVar(slot.name());
        choices.addResultVar(slot.name() + "Name");
        choices.setQueryPattern(whole.getQueryPattern());
        choices.addResultVar(
                "anzahl", choices.allocAggregate(AggregatorFactory.createCountExpr(true, new ExprVar(counts))));
        choices.addGroupBy(slot.name());
        choices.addGroupBy(slot.name() + "Name");
        choices.addOrderBy(slot.name() + "Name", Query.ORDER_ASCENDING);
        choices.addOrderBy(slot.name(), Query.ORDER_ASCENDING);
        return choices.serialize(Syntax.syntaxSPARQL_11);
    }
}

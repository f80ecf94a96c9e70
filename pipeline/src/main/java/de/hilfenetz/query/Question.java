package de.hilfenetz.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.record.Texts;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.expr.ExprVar;
import org.apache.jena.sparql.expr.aggregate.AggregatorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A question in plain words with the query that answers it, from a file of {@code site/fragen/}: YAML in comments, then SPARQL
 * that runs as it is once our prefixes are before it. A slot is a line {@code VALUES ?x { UNDEF }}; what may be chosen for it is
 * what the query's own patterns find, so that no choice leads to an empty answer. {@code VALUES ?heute { … }} gets the day of
 * the release. The file is German; its {@code en:} says all of its texts once more, and where the query finds the German label of
 * a concept ({@code ?x skos:prefLabel ?label} and the {@code FILTER} for its language below), another language gets its own.
 *
 * @param slug the last part of its address
 * @param wordings its texts, by language
 * @param counts the variable that the choices of slots are counted by
 * @param slots the variables to choose for; {@code {slot}Name} is the variable of its label
 * @param chart the variables of a bar chart; null where none makes sense
 * @param unknown a query for {@code ?unbekannt} of {@code ?gesamt} that could not be counted; null where all could
 */
public record Question(
        String slug,
        Map<String, Wording> wordings,
        String counts,
        List<String> slots,
        @Nullable Chart chart,
        @Nullable String unknown,
        String sparql) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String ENGLISH = "en";
    private static final String RULE = "# ---";
    private static final String SLOT = "VALUES ?%s { UNDEF }";
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+(?::\\w+)?)[^}]*}");
    private static final Pattern LABEL =
            Pattern.compile("\\?(\\w+) skos:prefLabel \\?(\\w+) \\.\\s+FILTER \\(LANG\\(\\?\\2\\) = \"de\"\\)");

    public Question {
        wordings = Map.copyOf(wordings);
        slots = List.copyOf(slots);
        for (var slot : slots) {
            if (!sparql.contains(SLOT.formatted(slot))) {
                throw new IllegalArgumentException(
                        "%s.rq: the slot %s needs a line %s".formatted(slug, slot, SLOT.formatted(slot)));
            }
        }
        for (var wording : wordings.values()) {
            wording.words().keySet().stream()
                    .filter(word -> !sparql.contains(word))
                    .forEach(word -> {
                        throw new IllegalArgumentException("%s.rq: the query does not say %s".formatted(slug, word));
                    });
        }
    }

    /**
     * What a question says in one language.
     *
     * @param desk under which it is listed
     * @param answer a sentence with places to fill in: {@code {rows}}, {@code {first:column}}, {@code {slot:name}}
     * @param none the sentence where there is no row; null: no row is a fault
     * @param unit what is counted
     * @param population of what
     * @param caveat what the number does not say
     * @param how the figure came about, in one line
     * @param slots what is to be chosen, by variable
     * @param columns titles, by variable
     * @param unknown what could not be counted; null where all could
     * @param words what the query says in this language, by what its file says
     */
    public record Wording(
            String question,
            String desk,
            String answer,
            @Nullable String none,
            String unit,
            String population,
            String caveat,
            String how,
            Map<String, String> slots,
            Map<String, String> columns,
            @Nullable String unknown,
            Map<String, String> words) {

        public Wording {
            slots = Map.copyOf(slots);
            columns = Map.copyOf(columns);
            words = Map.copyOf(words);
        }

        private static Wording of(String slug, JsonNode head) {
            return new Wording(
                    need(slug, head, "question"),
                    need(slug, head, "desk"),
                    need(slug, head, "answer"),
                    head.path("none").asText(null),
                    need(slug, head, "unit"),
                    need(slug, head, "population"),
                    need(slug, head, "caveat"),
                    need(slug, head, "how"),
                    texts(slug, head, "slots"),
                    texts(slug, head, "columns"),
                    head.has("unknown") ? need(slug, head.path("unknown"), "label") : null,
                    texts(slug, head, "words"));
        }

        /** What every language has to say of one question. */
        private List<Object> told() {
            return List.of(
                    PLACE.matcher(answer)
                            .results()
                            .map(place -> place.group(1))
                            .sorted()
                            .toList(),
                    none == null,
                    slots.keySet(),
                    columns.keySet(),
                    unknown == null);
        }
    }

    /** A bar for each row. */
    public record Chart(String label, String value) {}

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
        var german = Wording.of(slug, head);
        var english = Wording.of(slug, head.path(ENGLISH));
        if (!english.told().equals(german.told())) {
            throw new IllegalArgumentException("%s.rq: its English texts tell of %s, its German ones of %s"
                    .formatted(slug, english.told(), german.told()));
        }
        var chart = head.path("chart");
        var unknown = head.path("unknown");
        return new Question(
                slug,
                Map.of(Texts.GERMAN, german, ENGLISH, english),
                head.path("counts").asText("angebot"),
                List.copyOf(texts(slug, head, "slots").keySet()),
                chart.isMissingNode() ? null : new Chart(need(slug, chart, "label"), need(slug, chart, "value")),
                unknown.isMissingNode() ? null : need(slug, unknown, "query"),
                sparql);
    }

    private static String need(String slug, JsonNode head, String member) {
        var value = head.path(member).asText("");
        if (value.isBlank()) {
            throw new IllegalArgumentException(slug + ".rq does not say its " + member);
        }
        return value;
    }

    private static Map<String, String> texts(String slug, JsonNode head, String member) {
        var texts = new LinkedHashMap<String, String>();
        head.path(member)
                .properties()
                .forEach(text -> texts.put(text.getKey(), need(slug, head.path(member), text.getKey())));
        return texts;
    }

    /** Its texts in a language of the site. */
    public Wording in(String language) {
        var wording = wordings.get(language);
        if (wording == null) {
            throw new IllegalArgumentException("%s.rq says nothing in %s".formatted(slug, language));
        }
        return wording;
    }

    /**
     * The query with what was chosen, ready to be run anywhere.
     *
     * @param chosen SPARQL terms by slot; a slot without one stays open
     * @param day of the release
     * @param language of labels
     */
    public String sparql(Map<String, String> chosen, LocalDate day, String language, ShortNames names) {
        return Prefixes.complete(filled(chosen, day, language), names);
    }

    /** The query for what was not counted. */
    public @Nullable String unknownSparql(ShortNames names) {
        return unknown == null ? null : Prefixes.complete(unknown, names);
    }

    private String filled(Map<String, String> chosen, LocalDate day, String language) {
        var text = sparql.replaceAll("VALUES \\?heute \\{ \"[^\"]*\"", "VALUES ?heute { \"" + day + "\"");
        for (var choice : chosen.entrySet()) {
            text = text.replace(
                    SLOT.formatted(choice.getKey()), "VALUES ?%s { %s }".formatted(choice.getKey(), choice.getValue()));
        }
        return language.equals(Texts.GERMAN) ? text : translated(text, language);
    }

    /** A concept without a label in {@code language} keeps its German one, so that the rows are the same. */
    private String translated(String text, String language) {
        for (var word : in(language).words().entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return LABEL.matcher(text)
                .replaceAll(label -> Matcher.quoteReplacement("""
                ?%1$s skos:prefLabel ?%2$s .
                  FILTER (LANG(?%2$s) = IF(EXISTS { ?%1$s skos:prefLabel ?label FILTER (LANG(?label) = "%3$s") }, "%3$s", "de"))\
                """.formatted(label.group(1), label.group(2), language)));
    }

    /**
     * The query for what may be chosen for a slot: columns {@code ?{slot}}, {@code ?{slot}Name} and {@code ?anzahl}.
     *
     * @param chosen for the other slots
     */
    public String choices(String slot, Map<String, String> chosen, LocalDate day, String language, ShortNames names) {
        var others = new LinkedHashMap<>(chosen);
        others.remove(slot);
        var whole = QueryFactory.create(sparql(others, day, language, names), Syntax.syntaxSPARQL_11);
        var choices = new Query();
        choices.setSyntax(Syntax.syntaxSPARQL_11);
        choices.setQuerySelectType();
        choices.addResultVar(slot);
        choices.addResultVar(slot + "Name");
        choices.setQueryPattern(whole.getQueryPattern());
        choices.addResultVar(
                "anzahl", choices.allocAggregate(AggregatorFactory.createCountExpr(true, new ExprVar(counts))));
        choices.addGroupBy(slot);
        choices.addGroupBy(slot + "Name");
        choices.addOrderBy(slot + "Name", Query.ORDER_ASCENDING);
        choices.addOrderBy(slot, Query.ORDER_ASCENDING);
        return choices.serialize(Syntax.syntaxSPARQL_11);
    }
}

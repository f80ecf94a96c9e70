package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.graph.ShortNames;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.vocabulary.SKOS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of questions says everything in German and in English. */
class QuestionTest {

    private static final String FILE = """
            # ---
            # question: 'Wie viele Angebote am Montag?'
            # desk: 'Zeiten'
            # answer: '{rows|Thema|Themen} am Montag, am meisten {first:name}.'
            # none: 'Keine.'
            # unit: 'Angebote'
            # population: 'Alle'
            # caveat: 'Wenig.'
            # how: 'Gezählt.'
            # columns:
            #   name: 'Thema'
            # unknown:
            #   label: 'ohne Thema'
            #   query: |
            #     SELECT ?unbekannt ?gesamt {}
            # en:
            #   question: 'How many services on Monday?'
            #   desk: 'Hours'
            #   answer: 'Most on {first:name}, of {rows|topic|topics}.'
            #   none: 'None.'
            #   unit: 'services'
            #   population: 'all'
            #   caveat: 'Little.'
            #   how: 'Counted.'
            #   columns:
            #     name: 'Topic'
            #   unknown: {label: 'without a topic'}
            #   words:
            #     '"Montag"': '"Monday"@en'
            # ---
            SELECT ?name WHERE {
              ?x schema:category ?thema .
              ?thema skos:prefLabel ?name .
              FILTER (LANG(?name) = "de")
              BIND ("Montag" AS ?tag)
            }
            """;

    private static final ShortNames NAMES = ShortNames.load(URI.create("https://hilfenetz.example/"));

    @Test
    void saysTheSameInBothLanguages() {
        var question = Question.read("beispiel", FILE);

        assertThat(question.in("de").question()).isEqualTo("Wie viele Angebote am Montag?");
        assertThat(question.in("en").columns()).containsExactlyEntriesOf(Map.of("name", "Topic"));
    }

    @Test
    void asksForLabelsAndWordsInTheLanguage() {
        var question = Question.read("beispiel", FILE);
        var day = LocalDate.of(2026, 11, 27);

        assertThat(question.sparql(Map.of(), day, "de", NAMES)).contains("= \"de\")", "\"Montag\"");
        assertThat(question.sparql(Map.of(), day, "en", NAMES))
                .contains("?thema skos:prefLabel ?label FILTER (LANG(?label) = \"en\")", "BIND (\"Monday\"@en AS ?tag)")
                .doesNotContain("Montag");
    }

    /** Editors may add a concept in German only; it must not fall out of the figures. */
    @Test
    void keepsWhatHasNoEnglishLabel() {
        var model = ModelFactory.createDefaultModel();
        for (var label : List.of(
                List.of("schulden", "Schulden", "de"),
                List.of("schulden", "Debt", "en"),
                List.of("neu", "Neues", "de"))) {
            var concept = model.createResource("https://hilfenetz.example/def/thema/" + label.get(0));
            model.createResource("https://hilfenetz.example/" + label.get(0))
                    .addProperty(model.createProperty("https://schema.org/category"), concept);
            concept.addProperty(SKOS.prefLabel, label.get(1), label.get(2));
        }
        var query = Question.read("beispiel", FILE).sparql(Map.of(), LocalDate.of(2026, 11, 27), "en", NAMES);

        try (var execution = QueryExecutionFactory.create(query, model)) {
            assertThat(execution.execSelect())
                    .toIterable()
                    .extracting(row -> row.getLiteral("name").getString())
                    .containsExactlyInAnyOrder("Debt", "Neues");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            desk: 'Hours'          | desk: ''             | does not say its desk
            of {rows               | of {first            | tell of
            on {first:name}        | on {second:name}     | tell of
            none: 'None.'          | nothing: 'None.'     | tell of
            name: 'Topic'          | title: 'Topic'       | tell of
            unknown: {label        | unclear: {label      | tell of
            '"Montag"': '"Monday"  | '"Freitag"': '"Friday" | does not say "Freitag"
            """)
    void isRefusedWhereTheyDiffer(String right, String wrong, String told) {
        assertThat(FILE).contains(right);

        assertThatThrownBy(() -> Question.read("beispiel", FILE.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("beispiel.rq")
                .hasMessageContaining(told);
    }
}

package de.hilfenetz.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.EditedConcept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConceptsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Place PLACE = new Place("angebote.csv", 17, 0, null);
    private static final Concepts CONCEPTS = new Concepts(Vocabulary.load());

    private final Findings findings = new Findings();

    @ParameterizedTest(name = "{0} -> {1} {2} {3} {4} {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Schuldner- und Insolvenzberatung | schulden          | schulden-und-armut                            | beratung   | -                  | -
            Obdachlosenhilfe                 | wohnungslosenhilfe | wohnen-und-wohnungslosigkeit                 | -          | -                  | -
            Frauenhaus                       | frauenhaus        | gewalt                                        | unterkunft | -                  | -
            Frauenberatungsstelle            | frauenberatung    | gewalt partnerschaft-und-trennung             | beratung   | -                  | -
            Notschlafstelle                  | notschlafstelle   | wohnen-und-wohnungslosigkeit krise-und-notfall | unterkunft | -                 | -
            Tagespflege                      | tagespflege       | pflege alter                                  | pflege     | -                  | -
            Seniorinnen und Senioren         | -                 | alter                                         | -          | aeltere            | aeltere
            Kinder und Jugendliche           | -                 | -                                             | -          | kinder jugendliche | kinder jugendliche
            Beratung / Begleitung            | -                 | -                                             | beratung begleitung | -         | -
            Frauen- und Männerhilfe          | -                 | -                                             | -          | -                  | -
            Sucht und Kegeln                 | -                 | -                                             | -          | -                  | -
            """)
    void readsProvidersWordsAndKeepsThem(
            String word, String topics, String situations, String help, String generations, String audiences) {
        var service = service("{'categories': ['%s']}".formatted(word));

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(words(service, "topics")).isEqualTo(list(topics));
        assertThat(words(service, "lifeSituations")).isEqualTo(list(situations));
        assertThat(words(service, "kindsOfHelp")).isEqualTo(list(help));
        assertThat(words(service, "generations")).isEqualTo(list(generations));
        assertThat(words(service, "audiences")).isEqualTo(list(audiences));
        assertThat(words(service, "categories")).containsExactly(word);
    }

    @Test
    void keepsWhatWordsMeanWithoutEditorsWhereThatIsSomethingElse() {
        var vocabulary = Vocabulary.load();
        var concepts = new Concepts(vocabulary);
        vocabulary.adopt(List.of(new EditedConcept(
                "thema",
                "maenner",
                new TreeMap<>(Map.of("de", "Männer")),
                new TreeMap<>(Map.of("de", List.of("Männerhaus"))),
                new TreeMap<>(Map.of("de", "Für Männer.")),
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null)));
        var house = service("{'topics': ['Männerhaus']}");
        var debts = service("{'topics': ['Schuldnerberatung']}");

        for (var time = 1; time <= 2; time++) {
            concepts.apply(house, PLACE, findings);
            concepts.apply(debts, PLACE, findings);
        }

        assertThat(words(house, "topics")).containsExactly("maenner");
        assertThat(house.at("/asShipped/topics")).hasToString("[\"schutzunterkunft\"]");
        assertThat(house.at("/asShipped/kindsOfHelp")).hasToString("[\"unterkunft\"]");
        assertThat(debts.has("asShipped")).isFalse();
    }

    @Test
    void tellsAboutAWordNobodyKnowsAndKeepsIt() {
        var service = service("{'categories': ['Lachyoga', 'Schuldnerberatung']}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(words(service, "categories")).containsExactly("Lachyoga", "Schuldnerberatung");
        assertThat(findings.list())
                .extracting(Finding::rule, Finding::value, Finding::field, Finding::severity)
                .containsExactly(tuple(Concepts.UNKNOWN_WORD, "Lachyoga", "/categories", Severity.INFO));
    }

    @Test
    void leavesNotationsAloneWithoutAWord() {
        var service = service(
                "{'topics': ['schulden'], 'lifeSituations': ['schulden-und-armut'], 'kindsOfHelp': ['beratung'],"
                        + " 'audiences': ['alle'], 'channels': ['e-mail'], 'goals': ['teilhabe']}");
        var before = service.deepCopy();

        CONCEPTS.apply(service, PLACE, findings);

        assertThat((JsonNode) service).isEqualTo(before);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void readsLabelsWhereNotationsBelong() {
        var service = service(
                "{'topics': ['Schuldnerberatung'], 'audiences': ['Flüchtlinge', 'Senioren'],"
                        + " 'channels': ['telefonisch', 'vor Ort'], 'goals': ['ausgrenzung-und-armut-verhindern'], 'generations': ['Senioren']}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(words(service, "topics")).containsExactly("schulden");
        assertThat(words(service, "audiences")).containsExactly("gefluechtete", "aeltere");
        assertThat(words(service, "channels")).containsExactly("telefon", "persoenlich");
        assertThat(words(service, "goals")).containsExactly("ausgrenzung-verhindern");
        assertThat(words(service, "generations")).containsExactly("aeltere");
        assertThat(service.has("categories")).isFalse();
        assertThat(findings.list())
                .hasSize(7)
                .allMatch(finding -> finding.rule().equals(Concepts.READ_WORD));
        assertThat(findings.list().getFirst().german())
                .isEqualTo("Das Wort „Schuldnerberatung“ wurde als „Schuldnerberatung“ (Themen) übernommen.");
    }

    @Test
    void movesAnUnknownTopicToTheProvidersWordsAndStillReadsItThere() {
        var service = service("{'topics': ['Beratung', 'Lachyoga', 'Trauercafé'], 'channels': ['Rohrpost']}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(words(service, "topics")).containsExactly("trauer");
        assertThat(words(service, "kindsOfHelp")).containsExactly("beratung");
        assertThat(words(service, "categories")).containsExactly("Beratung", "Lachyoga", "Rohrpost");
        assertThat(service.has("channels")).isFalse();
        assertThat(findings.list())
                .filteredOn(finding -> finding.rule().equals(Concepts.UNKNOWN_WORD))
                .extracting(Finding::value, Finding::field)
                .containsExactly(tuple("Lachyoga", "/topics/1"), tuple("Rohrpost", "/channels/0"));
    }

    @Test
    void neverGuessesGoalsFromOtherWords() {
        var service = service("{'categories': ['Teilhabe', 'Integration', 'Schuldnerberatung']}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(service.has("goals")).isFalse();
    }

    @Test
    void changesNothingTheSecondTime() {
        var service = service(
                "{'topics': ['Beratung', 'Lachyoga'], 'categories': ['Tafel; Suppenküche', 'Sucht / Drogen'],"
                        + " 'features': {'Aufzug': 'yes'}, 'basis': [{'kind': 'Rahmenvertrag'}], 'area': ['Bilk', 'stadtweit']}");
        CONCEPTS.apply(service, PLACE, findings);
        var once = service.deepCopy();

        CONCEPTS.apply(service, PLACE, findings);

        assertThat((JsonNode) service).isEqualTo(once);
    }

    @Test
    void readsTheWordsOfAnOrganization() {
        var organization = draft(
                "organization",
                "{'organizationKind': 'e. V.', 'association': 'Paritätischer',"
                        + " 'contacts': [{'role': 'Geschäftsstelle'}, {'role': 'Dritte Tür links', 'email': 'info@verein.example.org'}]}");

        CONCEPTS.apply(organization, PLACE, findings);

        assertThat(organization.path("organizationKind").asText()).isEqualTo("verein");
        assertThat(organization.path("association").asText()).isEqualTo("paritaet");
        assertThat(organization.at("/contacts/0/role").asText()).isEqualTo("office");
        assertThat(organization.at("/contacts/1").has("role")).isFalse();
        assertThat(organization.at("/contacts/1/email").asText()).isEqualTo("info@verein.example.org");
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        Concepts.READ_WORD, Concepts.READ_WORD, Concepts.READ_WORD, Notations.UNKNOWN_VALUE);
    }

    @Test
    void readsWhatAServiceRestsOn() {
        var service = service("{'basis': [{'kind': 'Rahmenvereinbarung', 'from': '1998'}, {'kind': 'Gewohnheit'}],"
                + " 'funding': [{'level': 'LVR'}], 'responsibility': 'Stadt Düsseldorf',"
                + " 'outcome': [{'level': 'Output', 'indicator': {'de': 'Gespräche'}}]}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(service.path("basis")).hasSize(1);
        assertThat(service.at("/basis/0/kind").asText()).isEqualTo("rahmenvertrag");
        assertThat(service.at("/basis/0/from").asText()).isEqualTo("1998");
        assertThat(service.at("/funding/0/level").asText()).isEqualTo("landschaftsverband");
        assertThat(service.path("responsibility").asText()).isEqualTo("kommune");
        assertThat(service.at("/outcome/0/level").asText()).isEqualTo("leistungen");
        assertThat(findings.list())
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::field, Finding::value)
                .containsExactly(tuple("/basis/1/kind", "Gewohnheit"));
    }

    @Test
    void readsTheSixFeaturesInTheOfficesOwnWords() {
        var location = draft(
                "location",
                "{'features': {'Eingang barrierefrei': 'yes', 'Aufzug': 'yes', 'taktile Leitlinien': 'yes',"
                        + " 'Behinderten-WC': 'limited', 'Wickelraum': 'no', 'Behindertenparkplatz': 'yes'}}");

        CONCEPTS.apply(location, PLACE, findings);

        assertThat(location.path("features"))
                .isEqualTo(
                        json(
                                "{'stufenloser-eingang': 'yes', 'aufzug': 'yes',"
                                        + " 'taktile-leitlinien': 'yes', 'rollstuhl-wc': 'limited', 'wickelraum': 'no', 'behindertenparkplatz': 'yes'}"));
    }

    @Test
    void knowsNothingWhereTwoAnswersContradictEachOther() {
        var location = draft("location", "{'features': {'aufzug': 'yes', 'Fahrstuhl': 'no', 'Klimaanlage': 'yes'}}");

        CONCEPTS.apply(location, PLACE, findings);

        assertThat(location.path("features")).isEqualTo(json("{'aufzug': 'unknown'}"));
        assertThat(rules()).contains(Notations.UNKNOWN_VALUE);
    }

    /** People write the step in words, and what is there to be used counts nobody. */
    @Test
    void hidesACountBelowFiveOnceItKnowsTheStep() {
        var service = service("{'outcome': [{'level': 'Ressourcen', 'value': 2, 'unit': 'Stellen'},"
                + " {'level': 'Wirkung', 'value': 3, 'unit': 'Menschen'}, {'level': 'wirkung', 'below': 2},"
                + " {'level': 'wirkung', 'value': 120, 'below': 5}, {'level': 'wirkung', 'below': 10},"
                + " {'level': 'wirkung', 'indicator': {'de': '3 Frauen vermittelt'}}]}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(service.path("outcome"))
                .isEqualTo(json("[{'level': 'ressourcen', 'value': 2, 'unit': 'Stellen'},"
                        + " {'level': 'wirkung', 'unit': 'Menschen', 'below': 5}, {'level': 'wirkung', 'below': 5},"
                        + " {'level': 'wirkung', 'value': 120}, {'level': 'wirkung', 'below': 10},"
                        + " {'level': 'wirkung', 'indicator': {'de': 'unter 5 Frauen vermittelt'}}]"));
        assertThat(findings.list())
                .filteredOn(finding -> finding.rule().equals(Notations.SMALL_COUNT))
                .extracting(Finding::field)
                .containsExactly("/outcome/1/value", "/outcome/2/below", "/outcome/5/indicator");
    }

    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Oberbilk         | -              | 037 | 03 | -
            ober-bilk        | Stadtbezirk 3  | 037 | 03 | -
            Flingern-Süd     | 2              | 021 | 02 | -
            011 Altstadt     | -              | 011 | 01 | -
            Oberbilk         | 5              | 037 | 03 | stadtbezirk-passt-nicht
            Stadtbezirk 3    | -              | -   | 03 | -
            -                | 10             | -   | 10 | -
            Düsseldorf       | -              | -   | -  | -
            Neuss            | -              | -   | -  | stadtteil-unbekannt
            Neuss            | 3              | -   | 03 | stadtteil-unbekannt
            -                | 12             | -   | -  | stadtteil-unbekannt
            """)
    void findsTheAreaOfAPlaceByItsName(
            String quarterSaid, String districtSaid, String quarter, String district, String rule) {
        var location = draft("location", "{}");
        var area = location.putObject("area");
        if (quarterSaid != null) {
            area.put("quarter", quarterSaid);
        }
        if (districtSaid != null) {
            area.put("district", districtSaid);
        }

        CONCEPTS.apply(location, PLACE, findings);

        assertThat(location.at("/area/quarter").asText(null)).isEqualTo(quarter);
        assertThat(location.at("/area/district").asText(null)).isEqualTo(district);
        assertThat(rules()).extracting(Rule::code).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void readsWhomAServiceServes() {
        var service = service("{'area': ['stadtweit', 'Bilk', '03', 'Bezirk 3', 'Neuss']}");

        CONCEPTS.apply(service, PLACE, findings);

        assertThat(words(service, "area")).containsExactly("05111000", "036", "03");
        assertThat(findings.list()).extracting(Finding::value).containsExactly("Neuss");
    }

    @Test
    void givesEveryRuleACodeOfItsOwn() {
        assertThat(Concepts.rules()).extracting(Rule::code).doesNotHaveDuplicates();
    }

    private List<Rule> rules() {
        return findings.list().stream().map(Finding::rule).toList();
    }

    private static List<String> list(String words) {
        return words == null ? List.of() : List.of(words.split(" "));
    }

    private static List<String> words(JsonNode draft, String field) {
        var words = new ArrayList<String>();
        draft.path(field).forEach(node -> words.add(node.asText()));
        return words;
    }

    private static ObjectNode service(String json) {
        return draft("service", json);
    }

    private static ObjectNode draft(String kind, String json) {
        return ((ObjectNode) json(json)).put("kind", kind);
    }

    private static JsonNode json(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}

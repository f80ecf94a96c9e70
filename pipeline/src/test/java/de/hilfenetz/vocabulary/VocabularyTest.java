package de.hilfenetz.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        merkmal       | stufenloser-eingang aufzug taktile-leitlinien rollstuhl-wc wickelraum behindertenparkplatz induktionsschleife rampe
        zugang        | ohne-termin kostenfrei anonym ohne-ausweis ohne-krankenversicherung ohne-aufenthaltsstatus kinder-mitbringen begleitperson hund dgs dolmetschen ohne-telefon
        hilfeart      | beratung unterkunft begleitung treffpunkt essen pflege therapie bildung betreuung geld-und-sachhilfe selbsthilfe krisenhilfe vermittlung freizeit
        kanal         | persoenlich telefon e-mail online chat video brief aufsuchend
        generation    | vor-der-geburt kinder jugendliche junge-erwachsene erwachsene aeltere alle-generationen
        lebenslage    | schwangerschaft-und-geburt kindheit-und-familie schule ausbildung-und-arbeit partnerschaft-und-trennung schulden-und-armut wohnen-und-wohnungslosigkeit krankheit psychische-gesundheit sucht behinderung flucht-und-migration gewalt straffaelligkeit pflege alter sterben-und-trauer krise-und-notfall
        thema         | schulden wohnungslosenhilfe schwangerschaftsberatung schwangerschaftskonflikt fruehe-hilfen kita erziehungsberatung schulsozialarbeit nachhilfe jugendtreff jugendberufshilfe arbeitslosigkeit trennung suchtberatung drogenkonsumraum psychosoziale-beratung krisentelefon behindertenhilfe migrationsberatung asyl sprachkurs gewaltschutz frauenhaus maennerberatung lsbtiq straffaelligenhilfe pflegeberatung tagespflege seniorentreff demenz hospiz trauer mittagstisch kleiderkammer tafel grundsicherung obdach-tagesaufenthalt notschlafstelle ehrenamt selbsthilfe schutzunterkunft menschenhandel zwangsheirat
        zielgruppe    | alle wohnungslose kinder frauen maenner lsbtiq gefluechtete
        grundlage     | gesetzliche-aufgabe rahmenvertrag leistungsvertrag zuwendung eigenmittel
        verantwortung | bund land landschaftsverband kommune freier-traeger kirche kostentraeger
        traegerart    | kommunal amt frei kirchlich schule verein verband stiftung privat einrichtung
        verband       | stadt caritas diakonie awo drk paritaet zwst ohne
        ziel          | sozialer-frieden teilhabe ausgrenzung-verhindern armut-vermeiden
        kriterium     | diversitaet inklusion gender sozialraum wirkung
        frische       | fresh due stale
        status        | active inactive defunct temporarily-closed
        rolle         | traeger foerdernd
        kontaktart    | desk hotline office
        wirkungsstufe | ressourcen leistungen wirkung
        tageszeit | tagsueber abends nachts samstags sonntags feiertags feiertags-unbekannt nach-vereinbarung andere-wochen
        """)
    void knowsEveryNotationThatRecordsMayUse(String scheme, String notations) {
        assertThat(VOCABULARY.getScheme(scheme).concepts())
                .extracting(Concept::notation)
                .contains(notations.split(" "));
    }

    @Test
    void saysEveryConceptInGermanEnglishAndPlainGerman() {
        for (var concept : concepts()) {
            assertThat(concept.labels().keySet()).as(concept.path()).containsExactlyInAnyOrder("de", "en", "de-simple");
            assertThat(concept.labels().values()).as(concept.path()).noneMatch(String::isBlank);
            assertThat(concept.definition()).as(concept.path()).isNotBlank().endsWith(".");
            assertThat(concept.notation()).as(concept.path()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        }
    }

    /** As the page of the Düsseldorfer Armutsstrategie words them; the source stands at each. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        sozialer-frieden       | den sozialen Frieden und die soziale Gerechtigkeit zu erhalten
        teilhabe               | die Teilhabechancen und soziale Integration zu fördern und zu unterstützen
        ausgrenzung-verhindern | der sozialen Ausgrenzung und Armut präventiv zu begegnen
        armut-vermeiden        | die Armut frühzeitig zu vermeiden und nachhaltig zu bewältigen
        """)
    void saysTheGoalsInTheCitysOwnWordsWithTheirSource(String notation, String wording) {
        var goal = "https://hilfe.example.org/def/ziel/" + notation;

        assertThat(VOCABULARY.find("ziel", notation).orElseThrow().definition()).contains("„" + wording + "“");
        assertThat(triples())
                .filteredOn(triple -> triple.getSubject().toString().equals(goal))
                .anyMatch(triple -> triple.getPredicate().getURI().equals("http://purl.org/dc/terms/source")
                        && triple.getObject().toString().startsWith("https://www.duesseldorf.de/soziales/"));
    }

    @Test
    void explainsEveryConceptInEnglishToo() {
        var english = triples().stream()
                .filter(triple -> triple.getPredicate().equals(SKOS.definition.asNode()))
                .filter(triple -> triple.getObject().getLiteralLanguage().equals("en"))
                .filter(triple -> triple.getObject().getLiteralLexicalForm().endsWith("."))
                .map(triple -> triple.getSubject().toString())
                .toList();

        assertThat(concepts()).allMatch(concept -> english.contains("https://hilfe.example.org/" + concept.path()));
    }

    /** "Eine Schule." for "Schule" tells nobody anything. */
    @Test
    void saysMoreInADefinitionThanInALabel() {
        for (var concept : concepts()) {
            var bare = concept.definition()
                    .replaceFirst("^(?:Der|Die|Das|Eine?) ", "")
                    .replaceFirst("\\.$", "");

            assertThat(concept.labels().values()).as(concept.path()).noneMatch(bare::equalsIgnoreCase);
        }
    }

    @Test
    void namesAndExplainsEveryAreaAsItDoesEveryConcept() {
        for (var property : List.of(SKOS.prefLabel, SKOS.definition)) {
            for (var language :
                    property.equals(SKOS.prefLabel) ? List.of("de", "en", "de-simple") : List.of("de", "en")) {
                assertThat(triples().stream()
                                .filter(triple -> triple.getPredicate().equals(property.asNode()))
                                .filter(triple ->
                                        triple.getObject().getLiteralLanguage().equals(language))
                                .filter(triple -> triple.getSubject().toString().contains("/id/gebiet/")))
                        .as("%s %s", property, language)
                        .hasSize(61);
            }
        }
    }

    /** The whole of a life, as the founding text spans it, each step by one of its concepts. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "generation, vor-der-geburt",
        "lebenslage, schwangerschaft-und-geburt",
        "lebenslage, kindheit-und-familie",
        "lebenslage, schule",
        "lebenslage, ausbildung-und-arbeit",
        "lebenslage, schulden-und-armut",
        "lebenslage, wohnen-und-wohnungslosigkeit",
        "lebenslage, krankheit",
        "lebenslage, sucht",
        "lebenslage, behinderung",
        "lebenslage, flucht-und-migration",
        "lebenslage, gewalt",
        "lebenslage, pflege",
        "lebenslage, alter",
        "lebenslage, sterben-und-trauer"
    })
    void spansAWholeLife(String scheme, String notation) {
        assertThat(VOCABULARY.find(scheme, notation)).isPresent();
    }

    @Test
    void callsOnlyTrueEventsLifeEvents() {
        var events = triples().stream()
                .filter(triple -> triple.getObject().toString().equals("http://data.europa.eu/m8g/LifeEvent"))
                .map(triple -> triple.getSubject().toString())
                .toList();

        assertThat(events)
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(event -> event.startsWith("https://hilfe.example.org/def/lebenslage/"));
        assertThat(VOCABULARY.getScheme("lebenslage").topConcepts())
                .noneMatch(concept -> events.contains("https://hilfe.example.org/" + concept.path()));
    }

    @Test
    void givesEachSchemeATitleInBothLanguages() {
        var explained = triples().stream()
                .filter(triple -> triple.getPredicate().getURI().equals("http://purl.org/dc/terms/description"))
                .map(triple -> triple.getSubject() + "@" + triple.getObject().getLiteralLanguage())
                .toList();
        for (var scheme : VOCABULARY.schemes()) {
            assertThat(scheme.title("de")).isNotBlank().isNotEqualTo(scheme.name());
            assertThat(scheme.title("en")).isNotBlank().isNotEqualTo(scheme.name());
            var iri = "https://hilfe.example.org/def/" + scheme.name();
            assertThat(explained).contains(iri + "@de", iri + "@en");
        }
    }

    @Test
    void endsEveryWayUpAtATopConcept() {
        for (var concept : concepts()) {
            var seen = new TreeSet<String>();
            for (var at = concept; at.broader() != null; ) {
                assertThat(seen.add(at.notation()))
                        .as("cycle above %s", concept.path())
                        .isTrue();
                at = VOCABULARY.find(concept.scheme(), at.broader()).orElseThrow();
            }
        }
    }

    @Test
    void impliesOnlyWhatExists() {
        for (var concept : concepts()) {
            concept.implies()
                    .forEach((scheme, notations) -> assertThat(notations)
                            .as(concept.path())
                            .allMatch(notation ->
                                    VOCABULARY.find(scheme, notation).isPresent()));
        }
    }

    @Test
    void leadsEveryLifeSituationToATopic() {
        var reached = new TreeSet<String>();
        for (var topic : VOCABULARY.getScheme("thema").concepts()) {
            reached.addAll(topic.implies().getOrDefault("lebenslage", List.of()));
        }

        assertThat(VOCABULARY.getScheme("lebenslage").topConcepts())
                .extracting(Concept::notation)
                .allMatch(reached::contains);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
        thema      | Schuldner- und Insolvenzberatung | schulden
        thema      | schuldner und insolvenzberatung  | schulden
        thema      | OBDACHLOSENHILFE                 | wohnungslosenhilfe
        thema      | Frühe  Hilfen                    | fruehe-hilfen
        thema      | Fruehe Hilfen                    | fruehe-hilfen
        thema      | food bank                        | tafel
        thema      | frauenhaus                       | frauenhaus
        merkmal    | Behinderten-WC                   | rollstuhl-wc
        merkmal    | behinderten wc                   | rollstuhl-wc
        merkmal    | Eingang barrierefrei             | stufenloser-eingang
        merkmal    | elevator                         | aufzug
        zielgruppe | Senior:innen                     | aeltere
        zielgruppe | Bürger*innen                     |
        zielgruppe | Flüchtlinge                      | gefluechtete
        lebenslage | Obdachlosigkeit                  | wohnen-und-wohnungslosigkeit
        zugang     | kostenlos                        | kostenfrei
        thema      | Sonstiges                        |
        thema      | ***                              |
        """)
    void findsConceptsByTheWordsProvidersUse(String scheme, String word, String notation) {
        assertThat(VOCABULARY.getScheme(scheme).findByWord(word).map(Concept::notation))
                .isEqualTo(Optional.ofNullable(notation));
    }

    @Test
    void refusesASchemeWhereOneWordLeadsToTwoConcepts() {
        var labels = new TreeMap<>(Map.of("de", "Treff"));
        var none = new TreeMap<String, List<String>>();
        var one = new Concept("thema", "eins", labels, List.of(), german("Eins."), null, none, null);
        var two = new Concept(
                "thema",
                "zwei",
                new TreeMap<>(Map.of("de", "Zwei")),
                List.of("TREFF"),
                german("Zwei."),
                null,
                none,
                null);

        assertThatThrownBy(() -> new Scheme("thema", Map.of("de", "Themen"), List.of(one, two), List.of(), Set.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'TREFF' is a word of eins and of zwei");
    }

    private static SortedMap<String, String> german(String text) {
        return new TreeMap<>(Map.of("de", text));
    }

    @Test
    void saysWhatEditorsSayOverItAndForgetsItWithThem() {
        var vocabulary = Vocabulary.load();
        var before = vocabulary.fingerprint();
        var debts = edited("schulden", "Schulden- und Insolvenzberatung").withWord("Pleitehilfe");
        var wash = edited("waschsalon", "Waschsalon").below("wohnungslosenhilfe");

        assertThat(vocabulary.adopt(List.of(debts.made(), wash.made()))).isTrue();
        assertThat(vocabulary.adopt(List.of(wash.made(), debts.made()))).isFalse();

        var topics = vocabulary.getScheme("thema");
        assertThat(vocabulary.label("thema", "schulden")).isEqualTo("Schulden- und Insolvenzberatung");
        assertThat(topics.find("schulden").orElseThrow().labels())
                .containsEntry("tr", "tr Schulden- und Insolvenzberatung");
        for (var word : List.of("Pleitehilfe", "Schuldnerberatung", "Insolvenzberatung")) {
            assertThat(topics.findByWord(word).map(Concept::notation)).as(word).contains("schulden");
        }
        assertThat(topics.findByWord("Waschsalon").map(Concept::notation)).contains("waschsalon");
        assertThat(topics.isWithin("waschsalon", "wohnungslosenhilfe")).isTrue();
        assertThat(said(vocabulary, "thema/waschsalon"))
                .contains("skos:inScheme def/thema", "skos:broader def/thema/wohnungslosenhilfe")
                .contains("skos:prefLabel \"Waschsalon\"@de");
        assertThat(said(vocabulary, "thema/schulden"))
                .contains(
                        "skos:prefLabel \"Schulden- und Insolvenzberatung\"@de",
                        "skos:altLabel \"Schuldnerberatung\"@de")
                .doesNotContain("skos:prefLabel \"Schuldnerberatung\"@de");
        assertThat(vocabulary.fingerprint()).isNotEqualTo(before);

        vocabulary.adopt(List.of());

        assertThat(vocabulary.fingerprint()).isEqualTo(before);
        assertThat(vocabulary.find("thema", "waschsalon")).isEmpty();
        assertThat(said(vocabulary, "thema/schulden")).isEqualTo(said(VOCABULARY, "thema/schulden"));
    }

    @Test
    void leavesOutWhatLeadsNowhereOrInACircle() {
        var vocabulary = Vocabulary.load();

        vocabulary.adopt(List.of(
                edited("eins", "Eins").below("zwei").made(),
                edited("zwei", "Zwei").below("eins").made(),
                edited("drei", "Drei").below("gibt-es-nicht").made(),
                edited("vier", "Schuldnerberatung").withWord("Kindergarten").made()));

        var topics = vocabulary.getScheme("thema");
        assertThat(topics.isWithin("eins", "schulden")).isFalse();
        assertThat(topics.isWithin("zwei", "eins")).isTrue();
        assertThat(topics.topConcepts()).extracting(Concept::notation).contains("eins", "drei");
        assertThat(topics.findByWord("Schuldnerberatung").map(Concept::notation))
                .contains("schulden");
        assertThat(vocabulary.overlaps())
                .contains(new Vocabulary.Overlap("thema/vier", "Schuldnerberatung", "thema/schulden"));
        assertThat(topics.findByWord("Kindergarten").map(Concept::notation)).contains("vier");
    }

    @Test
    void leadsTheWordsOfAConceptToTheOneThatTookItsPlace() {
        var vocabulary = Vocabulary.load();

        vocabulary.adopt(List.of(
                edited("schulden", "Schuldnerberatung").after("geldsorgen").made(),
                edited("geldsorgen", "Geldsorgen").made()));

        assertThat(vocabulary.getScheme("thema").findByWord("Schuldnerberatung").map(Concept::notation))
                .contains("geldsorgen");
        assertThat(vocabulary.find("thema", "schulden").orElseThrow().replacedBy())
                .isEqualTo("geldsorgen");
        assertThat(said(vocabulary, "thema/schulden")).contains("dct:isReplacedBy def/thema/geldsorgen");
    }

    @Test
    void takesNoNewConceptsWhereColumnsAndCodeSpeakOfThem() {
        var vocabulary = Vocabulary.load();

        vocabulary.adopt(List.of(
                new Edits("merkmal", "neu", "Neu", null, List.of(), null).made(),
                new Edits("merkmal", "aufzug", "Fahrstuhl", null, List.of(), null).made(),
                new Edits("gibt-es-nicht", "neu", "Neu", null, List.of(), null).made()));

        assertThat(vocabulary.find("merkmal", "neu")).isEmpty();
        assertThat(vocabulary.label("merkmal", "aufzug")).isEqualTo("Fahrstuhl");
    }

    private static Edits edited(String notation, String label) {
        return new Edits("thema", notation, label, null, List.of(), null);
    }

    /** What an editor fills in. */
    private record Edits(
            String scheme,
            String notation,
            String label,
            @Nullable String broader,
            List<String> words,
            @Nullable String replacedBy) {

        Edits below(String other) {
            return new Edits(scheme, notation, label, other, words, replacedBy);
        }

        Edits withWord(String word) {
            return new Edits(scheme, notation, label, broader, List.of(word), replacedBy);
        }

        Edits after(String next) {
            return new Edits(scheme, notation, label, broader, words, next);
        }

        EditedConcept made() {
            var labels = new TreeMap<String, String>();
            for (var language : List.of("en", "de-simple", "tr")) {
                labels.put(language, language + " " + label);
            }
            labels.put("de", label);
            return new EditedConcept(
                    scheme,
                    notation,
                    labels,
                    words.isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of("de", words)),
                    german(label + "."),
                    broader,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    null,
                    replacedBy);
        }
    }

    private static List<String> said(Vocabulary vocabulary, String concept) {
        var said = new ArrayList<String>();
        vocabulary.forEachTriple(URI.create(Vocabulary.PLACEHOLDER), triple -> {
            if (triple.getSubject().getURI().equals(Vocabulary.PLACEHOLDER + "def/" + concept)) {
                said.add((triple.getPredicate() + " " + triple.getObject())
                        .replace(SKOS.getURI(), "skos:")
                        .replace("http://purl.org/dc/terms/", "dct:")
                        .replace(Vocabulary.PLACEHOLDER, ""));
            }
        });
        return said;
    }

    @Test
    void knowsWhatLiesBelowWhat() {
        var topics = VOCABULARY.getScheme("thema");

        assertThat(topics.isWithin("notschlafstelle", "wohnungslosenhilfe")).isTrue();
        assertThat(topics.isWithin("wohnungslosenhilfe", "notschlafstelle")).isFalse();
        assertThat(topics.narrower("wohnungslosenhilfe"))
                .extracting(Concept::notation)
                .contains("notschlafstelle", "obdach-tagesaufenthalt");
    }

    @Test
    void speaksOfWohnungslosigkeitAndKeepsTheOfficesOwnWords() {
        assertThat(VOCABULARY.label("merkmal", "rollstuhl-wc")).isEqualTo("rollstuhlgerechte Toilette");
        assertThat(VOCABULARY.label("merkmal", "behindertenparkplatz"))
                .isEqualTo("Parkplatz für Menschen mit Behinderung");
        assertThat(VOCABULARY.label("thema", "wohnungslosenhilfe")).isEqualTo("Hilfen bei Wohnungslosigkeit");
        for (var word : List.of(
                "Eingang barrierefrei",
                "Aufzug",
                "taktile Leitlinien",
                "Behinderten-WC",
                "Wickelraum",
                "Behindertenparkplatz")) {
            assertThat(VOCABULARY.getScheme("merkmal").findByWord(word))
                    .as(word)
                    .isPresent();
        }
    }

    @Test
    void knowsLanguagesByTheCodesOfRecords() {
        assertThat(VOCABULARY.findLanguage("tr").orElseThrow().label("de")).isEqualTo("Türkisch");
        assertThat(VOCABULARY.findLanguage("rom").orElseThrow().iri())
                .isEqualTo("http://publications.europa.eu/resource/authority/language/ROM");
        assertThat(VOCABULARY.languages().keySet()).contains("de", "en", "ar", "uk", "ru", "pl", "fr", "gsg");
    }

    @Test
    void hasAFingerprintOfAllItsWords() {
        assertThat(VOCABULARY.fingerprint())
                .matches("[0-9a-f]{64}")
                .isEqualTo(Vocabulary.load().fingerprint());
    }

    @Test
    void prefersOneLabelOfEachLanguageAndRepeatsItNowhere() {
        var preferred = new TreeMap<String, String>();
        for (var triple : triples()) {
            if (triple.getPredicate().equals(SKOS.prefLabel.asNode())) {
                var key = triple.getSubject() + "@" + triple.getObject().getLiteralLanguage();
                assertThat(preferred.put(key, triple.getObject().getLiteralLexicalForm()))
                        .as(key)
                        .isNull();
            }
        }
        for (var triple : triples()) {
            if (triple.getPredicate().equals(SKOS.altLabel.asNode())) {
                var key = triple.getSubject() + "@" + triple.getObject().getLiteralLanguage();
                assertThat(triple.getObject().getLiteralLexicalForm()).as(key).isNotEqualTo(preferred.get(key));
            }
        }
    }

    @Test
    void putsTheOperatorsBaseInPlaceOfThePlaceholder() {
        var triples = triples();

        assertThat(triples)
                .flatExtracting(triple -> List.of(triple.getSubject(), triple.getPredicate(), triple.getObject()))
                .noneMatch(Node::isBlank)
                .noneMatch(node -> node.toString().contains("hilfenetz.invalid"));
        assertThat(triples)
                .anyMatch(triple -> triple.getSubject().toString().equals("https://hilfe.example.org/id/gebiet/037"))
                .anyMatch(
                        triple -> triple.getSubject().toString().equals("https://hilfe.example.org/def/thema/schulden"))
                .anyMatch(triple ->
                        triple.getSubject().toString().equals("https://hilfe.example.org/def/openingHoursOsm"));
        assertThat(triples()).isEqualTo(triples);
    }

    /** Concepts of ours to things of others, and never two things of one list for the same. */
    @Test
    void matchesItsOwnConceptsToOthersThings() {
        var matches = triples().stream()
                .filter(triple -> triple.getPredicate().getURI().startsWith(SKOS.getURI())
                        && triple.getPredicate().getURI().endsWith("Match"))
                .toList();
        var ours = triples().stream()
                .filter(triple -> triple.getPredicate().equals(SKOS.notation.asNode()))
                .map(Triple::getSubject)
                .collect(Collectors.toSet());

        assertThat(matches).hasSizeGreaterThan(140).allSatisfy(match -> {
            assertThat(ours).contains(match.getSubject());
            assertThat(match.getObject().getURI()).doesNotStartWith("https://hilfe.example.org/");
        });
        assertThat(matches.stream()
                        .filter(match -> match.getPredicate().equals(SKOS.exactMatch.asNode()))
                        .map(match -> match.getSubject() + " "
                                + URI.create(match.getObject().getURI()).getHost()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        var themed = matches.stream()
                .filter(match -> match.getObject().getURI().contains("/authority/data-theme/"))
                .map(match -> match.getSubject().toString())
                .toList();
        assertThat(VOCABULARY.getScheme("thema").concepts())
                .filteredOn(topic -> topic.broader() == null)
                .allSatisfy(topic -> assertThat(themed).containsOnlyOnce("https://hilfe.example.org/" + topic.path()));
    }

    @Test
    void saysNothingTwice() {
        assertThat(triples()).doesNotHaveDuplicates();
    }

    @Test
    void saysEachOfOurTermsInBothLanguages() {
        var label = RDFS.label.asNode();
        var comment = RDFS.comment.asNode();
        var triples = triples();
        var terms = triples.stream()
                .filter(triple -> triple.getPredicate().getURI().endsWith("isDefinedBy"))
                .map(Triple::getSubject)
                .toList();

        assertThat(terms).hasSizeGreaterThan(40);
        for (var term : terms) {
            for (var property : List.of(label, comment)) {
                assertThat(triples)
                        .filteredOn(triple -> triple.getSubject().equals(term)
                                && triple.getPredicate().equals(property))
                        .extracting(triple -> triple.getObject().getLiteralLanguage())
                        .as("%s of %s", property, term)
                        .containsExactlyInAnyOrder("de", "en");
            }
        }
    }

    @Test
    void usesOnlyTermsOfOursThatTheOntologyDefines() {
        var ours = "https://hilfe.example.org/def/";
        var triples = triples();
        var defined = new TreeSet<String>();
        for (var triple : triples) {
            if (triple.getPredicate().getURI().endsWith("isDefinedBy")) {
                defined.add(triple.getSubject().getURI());
            }
        }

        assertThat(triples)
                .extracting(triple -> triple.getPredicate().getURI())
                .filteredOn(property -> property.startsWith(ours))
                .allMatch(defined::contains);
        assertThat(VOCABULARY.schemes())
                .extracting(scheme -> ours + scheme.name())
                .doesNotContainAnyElementsOf(Set.copyOf(defined));
    }

    private static List<Concept> concepts() {
        return VOCABULARY.schemes().stream()
                .flatMap(scheme -> scheme.concepts().stream())
                .toList();
    }

    private static List<Triple> triples() {
        var triples = new ArrayList<Triple>();
        VOCABULARY.forEachTriple(URI.create("https://hilfe.example.org/"), triples::add);
        return triples;
    }
}

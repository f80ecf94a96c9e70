package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.jena.graph.Triple;

/**
 * The rows and triples of {@code abstimmungen}: planning rounds, what bodies found, and what organizations say to figures, as
 * editors keep them (PROV-O: a round is an activity, the others are entities attributed to who said them). Bodies only, never
 * persons.
 */
final class AlignmentTable {

    static final List<Heading> HEADINGS = List.of(
            new Heading("eintrag", CellForm.ID),
            new Heading("art", CellForm.TEXT),
            new Heading("titel", CellForm.TEXT),
            new Heading("datum", CellForm.DAY),
            new Heading("gebiet_nr", CellForm.TEXT),
            new Heading("lebenslage", CellForm.TEXT),
            new Heading("stellen", CellForm.LIST),
            new Heading("feststellung", CellForm.TEXT),
            new Heading("verfahren", CellForm.TEXT),
            new Heading("zahl", CellForm.TEXT),
            new Heading("text", CellForm.TEXT),
            new Heading("dokument", CellForm.TEXT),
            new Heading("angebote", CellForm.LIST));

    /** The types of entry, with the field that holds their text. */
    private static final Map<String, String> TEXTS =
            Map.of("abstimmung", "result", "bewertung", "text", "stellungnahme", "text");

    /** What a body can find, as people say it. */
    private static final Map<String, Texts> FINDINGS = Map.of(
            "adequate", Texts.of(Map.of("de", "ausreichend", "en", "sufficient")),
            "gap", Texts.of(Map.of("de", "Versorgungslücke", "en", "gap in provision")),
            "unclear", Texts.of(Map.of("de", "offen", "en", "open")));

    private static final Map<String, String> CLASSES =
            Map.of("abstimmung", "hnv:PlanningRound", "bewertung", "hnv:Assessment", "stellungnahme", "hnv:Comment");

    private final List<Editorial> entries = new ArrayList<>();
    private final Vocabulary vocabulary;
    private final URI base;

    /** @param day of the release: what only partners see by then is not in it */
    AlignmentTable(Snapshot snapshot, Vocabulary vocabulary, URI base, LocalDate day) {
        this.vocabulary = vocabulary;
        this.base = base;
        snapshot.forEach(Kind.EDITORIAL, version -> {
            if (version.entry() instanceof Editorial entry && TEXTS.containsKey(entry.type())) {
                entries.add(entry);
            }
        });
        var rounds = Rounds.of(entries);
        entries.removeIf(entry -> !rounds.isPublic(entry, day));
        entries.sort(Comparator.comparing(AlignmentTable::key));
    }

    private static String key(Editorial entry) {
        return entry.type() + "-" + entry.key();
    }

    List<List<String>> rows() {
        return entries.stream().map(AlignmentTable::row).toList();
    }

    private static List<String> row(Editorial entry) {
        var content = entry.content();
        return List.of(
                key(entry),
                entry.type(),
                content.has("title") ? german(content.path("title")) : "",
                content.path("date").asText(""),
                content.path("area").asText(""),
                content.path("lifeSituation").asText(""),
                String.join("|", bodies(content)),
                content.path("finding").asText(""),
                content.path("method").asText(""),
                Editorial.figure(content),
                german(content.path(TEXTS.getOrDefault(entry.type(), ""))),
                content.path("document").asText(""),
                String.join("|", texts(content.path("services"))));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String german(JsonNode texts) {
        return texts.path(Texts.GERMAN).asText("");
    }

    /** Who took part, found or said it. */
    private static List<String> bodies(JsonNode content) {
        if (content.path("participants").isArray()) {
            return texts(content.path("participants"));
        }
        return List.of(
                content.path(content.has("author") ? "author" : "organization").asText(""));
    }

    List<Triple> triples(ShortNames names) {
        var description = new Description(names);
        var agents = new TreeMap<String, String>();
        for (var entry : entries) {
            var content = entry.content();
            var isRound = entry.type().equals("abstimmung");
            var subject = description
                    .subject(
                            iri(key(entry)),
                            isRound ? "prov:Activity" : "prov:Entity",
                            Objects.requireNonNull(CLASSES.get(entry.type())))
                    .plain("dct:identifier", key(entry))
                    .day("dct:date", LocalDate.parse(content.path("date").asText()));
            if (content.has("title")) {
                subject.german("dct:title", german(content.path("title")));
            }
            var text = german(content.path(TEXTS.getOrDefault(entry.type(), "")));
            if (!text.isEmpty()) {
                subject.german("dct:description", text);
            }
            if (content.has("finding")) {
                subject.texts(
                                "hnv:assessedAs",
                                Objects.requireNonNull(
                                        FINDINGS.get(content.path("finding").asText())))
                        .german("hnv:assessmentMethod", content.path("method").asText());
            }
            for (var body : bodies(content)) {
                var agent = iri("stelle-"
                        + Sha256.of(body.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .substring(0, 12));
                agents.put(agent, body);
                subject.link(isRound ? "prov:wasAssociatedWith" : "prov:wasAttributedTo", agent);
            }
            var area = content.path("area").asText("");
            if (vocabulary.areas().find(area).isPresent()) {
                subject.link("dct:spatial", base + "id/gebiet/" + area);
            }
            var situation = content.path("lifeSituation").asText("");
            if (vocabulary.find("lebenslage", situation).isPresent()) {
                subject.link("dct:subject", base + "def/lebenslage/" + situation);
            }
            if (content.has("figure")) {
                subject.link("prov:wasDerivedFrom", base + Editorial.figure(content));
            }
            for (var service : texts(content.path("services"))) {
                subject.link("prov:used", base + "id/angebot/" + service);
            }
            if (content.has("document")) {
                subject.link(
                        isRound ? "prov:used" : "dct:source",
                        content.path("document").asText());
            }
        }
        agents.forEach((agent, name) ->
                description.subject(agent, "prov:Agent", "foaf:Agent").german("foaf:name", name));
        return description.triples();
    }

    private String iri(String fragment) {
        return base + "id/datensatz/" + Dumps.ALIGNMENT + "#" + fragment;
    }
}

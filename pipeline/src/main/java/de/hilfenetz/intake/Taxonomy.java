package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.EditedConcept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Concepts as editors keep them: read, and held against the schemes that are there. */
public final class Taxonomy {

    private static final String HELP = "hilfeart";

    private final Vocabulary vocabulary;

    Taxonomy(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The concept in the content of an entry that its schema allows. */
    public static EditedConcept read(JsonNode content) {
        var implies = new TreeMap<String, List<String>>();
        if (content.has("lifeSituations")) {
            implies.put("lebenslage", texts(content.path("lifeSituations")));
        }
        if (content.has("kindsOfHelp")) {
            implies.put(HELP, texts(content.path("kindsOfHelp")));
        }
        var otherLabels = new TreeMap<String, List<String>>();
        content.path("otherLabels")
                .properties()
                .forEach(said -> otherLabels.put(said.getKey(), texts(said.getValue())));
        var matches = new TreeMap<String, List<String>>();
        content.path("matches")
                .forEach(match -> matches.computeIfAbsent(match.path("relation").asText(), none -> new ArrayList<>())
                        .add(match.path("iri").asText()));
        return new EditedConcept(
                content.path("scheme").asText(),
                content.path("notation").asText(),
                byLanguage(content.path("labels")),
                otherLabels,
                byLanguage(content.path("definition")),
                content.path("broader").asText(null),
                implies,
                matches,
                content.path("source").asText(null),
                content.path("replacedBy").asText(null));
    }

    private static SortedMap<String, String> byLanguage(JsonNode texts) {
        var byLanguage = new TreeMap<String, String>();
        texts.properties()
                .forEach(text -> byLanguage.put(text.getKey(), text.getValue().asText()));
        return byLanguage;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Says where a concept fits into no scheme, and what of it leads nowhere. */
    void check(JsonNode content, Place place, Findings findings) {
        var concept = read(content);
        if (!Vocabulary.isScheme(concept.scheme())) {
            findings.add(finding(
                    Editing.WRONG_CONCEPT,
                    place,
                    "/scheme",
                    concept.scheme(),
                    "scheme: es gibt kein Schema „%s“".formatted(concept.scheme()),
                    "scheme: there is no scheme “%s”".formatted(concept.scheme())));
            return;
        }
        if (!Vocabulary.isOpen(concept.scheme()) && !vocabulary.isShipped(concept.scheme(), concept.notation())) {
            findings.add(finding(
                    Editing.WRONG_CONCEPT,
                    place,
                    "/notation",
                    concept.notation(),
                    "notation: das Schema „%s“ ist fest, neue Begriffe nimmt es nicht auf; Bezeichnungen seiner Begriffe lassen sich ändern"
                            .formatted(concept.scheme()),
                    "notation: the scheme “%s” is fixed and takes no new concepts; what its concepts are called can be changed"
                            .formatted(concept.scheme())));
            return;
        }
        takes(concept, place, findings);
        leads(concept.scheme(), concept.broader(), "/broader", place, findings);
        leads(concept.scheme(), concept.replacedBy(), "/replacedBy", place, findings);
        concept.implies().forEach((scheme, notations) -> {
            for (var i = 0; i < notations.size(); i++) {
                var member = scheme.equals("lebenslage") ? "/lifeSituations/" : "/kindsOfHelp/";
                leads(scheme, notations.get(i), member + i, place, findings);
            }
        });
        if (concept.broader() != null
                && vocabulary.getScheme(concept.scheme()).isWithin(concept.broader(), concept.notation())) {
            findings.add(finding(
                    Editing.CONCEPT_IN_PART,
                    place,
                    "/broader",
                    concept.broader(),
                    "broader: „%s“ liegt unter ihm selbst".formatted(concept.broader()),
                    "broader: “%s” lies below itself".formatted(concept.broader())));
        }
        vocabulary.overlaps().stream()
                .filter(overlap -> overlap.concept().equals(concept.name()))
                .forEach(overlap -> findings.add(finding(
                        Editing.CONCEPT_IN_PART,
                        place,
                        null,
                        overlap.word(),
                        "„%s“ heißt schon %s".formatted(overlap.word(), overlap.other()),
                        "“%s” is already the name of %s".formatted(overlap.word(), overlap.other()))));
    }

    /**
     * Says where a concept would take away what the protection of places hangs on: two persons release an address, and no
     * concept does (SP-3).
     */
    private void takes(EditedConcept concept, Place place, Findings findings) {
        var shipped = vocabulary.unedited().getScheme(concept.scheme());
        shipped.find(concept.notation()).filter(Taxonomy::protects).ifPresent(own -> {
            if (concept.replacedBy() != null) {
                findings.add(refused(own, "/replacedBy", concept.replacedBy(), place));
            }
            var help = concept.implies().get(HELP);
            if (help != null
                    && !Set.copyOf(help).equals(Set.copyOf(own.implies().getOrDefault(HELP, List.of())))) {
                findings.add(refused(own, "/kindsOfHelp", String.join(", ", help), place));
            }
        });
        concept.wordsByField()
                .forEach((field, word) -> shipped.findByWord(word)
                        .filter(owner -> protects(owner) && !owner.notation().equals(concept.notation()))
                        .ifPresent(owner -> findings.add(refused(owner, field, word, place))));
    }

    private static boolean protects(Concept concept) {
        return Protection.hangsOn(concept.scheme(), concept.notation());
    }

    private static Finding refused(Concept owner, String field, String value, Place place) {
        var said = field.substring(1).replaceFirst("/.*", "") + (value.isEmpty() ? "" : " „" + value + "“");
        return finding(
                Editing.WRONG_CONCEPT,
                place,
                field,
                value,
                "%s: An „%s“ hängt, ob Anschriften geschützt sind. Seine Wörter, seine Hilfearten und sein Platz bleiben bei ihm; bitte diese Angabe weglassen"
                        .formatted(said, owner.label()),
                "%s: whether addresses are protected hangs on “%s”. Its words, its kinds of help and its place stay with it; please leave this out"
                        .formatted(said, owner.label("en")));
    }

    private void leads(String scheme, @Nullable String notation, String field, Place place, Findings findings) {
        if (notation != null && vocabulary.find(scheme, notation).isEmpty()) {
            var member = field.substring(1);
            findings.add(finding(
                    Editing.CONCEPT_IN_PART,
                    place,
                    field,
                    notation,
                    "%s: im Schema „%s“ gibt es keinen Begriff „%s“".formatted(member, scheme, notation),
                    "%s: the scheme “%s” has no concept “%s”".formatted(member, scheme, notation)));
        }
    }

    private static Finding finding(
            Rule rule, Place place, @Nullable String field, String value, String german, String english) {
        return Finding.of(rule, place, field, value).with("german", german).with("english", english);
    }
}

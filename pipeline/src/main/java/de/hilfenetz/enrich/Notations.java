package de.hilfenetz.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Service.Outcome;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words where exactly one notation is expected: kinds, levels, roles, and the keys of answers. */
final class Notations {

    static final Rule UNKNOWN_VALUE = Rule.warning(
            "angabe-unbekannt",
            "„{value}“ ist keine der Angaben, die hier möglich sind, und wird nicht veröffentlicht. Möglich sind: {words}.",
            "“{value}” is none of the values possible here and is not published. Possible are: {words}.");

    static final Rule SMALL_COUNT = Rule.info(
            "kleine-zahl-verdeckt",
            "Eine Zahl unter 5 wird als „unter 5“ gezeigt, damit niemand zu erkennen ist, um den es geht.",
            "A number below 5 is shown as \"below 5\", so that nobody it is about can be recognised.");

    static final List<Rule> RULES = List.of(UNKNOWN_VALUE, SMALL_COUNT);

    private static final Map<String, String> SCALARS =
            Map.of("organizationKind", "traegerart", "association", "verband", "responsibility", "verantwortung");

    private final Vocabulary vocabulary;

    Notations(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void apply(ObjectNode draft, Place place, Findings findings) {
        SCALARS.forEach((field, scheme) -> scalar(draft, field, scheme, "", place, findings));
        answers(draft, "features", "merkmal", place, findings);
        answers(draft, "access", "zugang", place, findings);
        elements(draft, "basis", "kind", "grundlage", place, findings);
        elements(draft, "funding", "level", "verantwortung", place, findings);
        elements(draft, "outcome", "level", "wirkungsstufe", place, findings);
        veilSmallCounts(draft, place, findings);
        roles(draft, "", place, findings);
        var index = 0;
        for (var at : draft.path("at")) {
            if (at instanceof ObjectNode there) {
                roles(there, "/at/" + index, place, findings);
            }
            index++;
        }
    }

    /** Replaces the word by its notation, or removes it where none fits. Returns whether something is there now. */
    private boolean scalar(
            ObjectNode object, String field, String scheme, String path, Place place, Findings findings) {
        var word = object.path(field);
        if (!word.isTextual() || vocabulary.find(scheme, word.textValue()).isPresent()) {
            return !word.isMissingNode();
        }
        var concept = vocabulary.getScheme(scheme).findByWord(word.textValue());
        if (concept.isPresent()) {
            findings.add(read(place, path + "/" + field, word.textValue(), concept.get()));
            object.put(field, concept.get().notation());
            return true;
        }
        findings.add(unknown(place, path + "/" + field, word.textValue(), scheme));
        object.remove(field);
        return false;
    }

    /** An element without its kind says nothing, so an unknown kind takes its element along. */
    private void elements(
            ObjectNode draft, String field, String member, String scheme, Place place, Findings findings) {
        if (!(draft.get(field) instanceof ArrayNode array)) {
            return;
        }
        var index = 0;
        for (Iterator<JsonNode> elements = array.elements(); elements.hasNext(); index++) {
            if (elements.next() instanceof ObjectNode element
                    && element.has(member)
                    && !scalar(element, member, scheme, "/" + field + "/" + index, place, findings)) {
                elements.remove();
            }
        }
        if (array.isEmpty()) {
            draft.remove(field);
        }
    }

    /** What is a count of people hangs on the step, so that its word must have been read before. */
    private static void veilSmallCounts(ObjectNode draft, Place place, Findings findings) {
        var index = 0;
        for (var each : draft.path("outcome")) {
            veilWording(each, "/outcome/" + index + "/indicator", place, findings);
            var value = each.path("value");
            var below = each.path("below");
            var hasBelow = below.canConvertToExactIntegral() && below.canConvertToInt();
            if (each instanceof ObjectNode outcome && (value.isNumber() || hasBelow)) {
                var told = Outcome.tellBelow(
                        outcome.path("level").asText(),
                        value.isNumber() ? value.decimalValue() : null,
                        hasBelow ? Integer.valueOf(below.intValue()) : null,
                        outcome.path("unit").textValue());
                if (told == null) {
                    outcome.remove("below");
                } else if (value.isNumber() || told != below.intValue()) {
                    var field = "/outcome/" + index + (value.isNumber() ? "/value" : "/below");
                    findings.add(Finding.of(SMALL_COUNT, place, field, null));
                    outcome.remove("value");
                    outcome.put("below", told);
                }
            }
            index++;
        }
    }

    private static void veilWording(JsonNode outcome, String field, Place place, Findings findings) {
        if (!(outcome.path("indicator") instanceof ObjectNode indicator)
                || outcome.path("level").asText().isEmpty()) {
            return;
        }
        var said = CanonicalJson.mapper().convertValue(indicator, Texts.class);
        var told = Outcome.veiled(outcome.path("level").asText(), said);
        if (!told.equals(said)) {
            told.byLanguage().forEach(indicator::put);
            findings.add(Finding.of(SMALL_COUNT, place, field, null));
        }
    }

    private void roles(ObjectNode object, String path, Place place, Findings findings) {
        var index = 0;
        for (var contact : object.path("contacts")) {
            if (contact instanceof ObjectNode there) {
                scalar(there, "role", "kontaktart", path + "/contacts/" + index, place, findings);
            }
            index++;
        }
    }

    private void answers(ObjectNode draft, String field, String scheme, Place place, Findings findings) {
        if (!(draft.get(field) instanceof ObjectNode answers)) {
            return;
        }
        for (var key : keys(answers)) {
            if (vocabulary.find(scheme, key).isPresent()) {
                continue;
            }
            var answer = answers.remove(key);
            var concept = vocabulary.getScheme(scheme).findByWord(key).orElse(null);
            if (concept == null) {
                findings.add(unknown(place, "/" + field, key, scheme));
            } else {
                findings.add(read(place, "/" + field + "/" + concept.notation(), key, concept));
                put(answers, concept, answer);
            }
        }
        if (answers.isEmpty()) {
            draft.remove(field);
        }
    }

    /** Said twice and differently: nobody knows. */
    private static void put(ObjectNode answers, Concept concept, @Nullable JsonNode answer) {
        var there = answers.get(concept.notation());
        if (there == null || there.equals(answer)) {
            answers.set(concept.notation(), answer);
        } else {
            answers.put(concept.notation(), "unknown");
        }
    }

    private static List<String> keys(ObjectNode object) {
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private Finding read(Place place, String pointer, String word, Concept concept) {
        return Finding.of(Concepts.READ_WORD, place, pointer, word)
                .suggesting(concept.label())
                .with("list", vocabulary.getScheme(concept.scheme()).title());
    }

    private Finding unknown(Place place, String pointer, String word, String scheme) {
        var words = vocabulary.getScheme(scheme).concepts().stream()
                .map(Concept::notation)
                .collect(Collectors.joining(", "));
        return Finding.of(UNKNOWN_VALUE, place, pointer, word).with("words", words);
    }
}

package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.EditorialFeed;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedProblem;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Service;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of one entry that editors keep: an organization or a crisis number is a record like a provider's, everything
 * else is kept as it is once its schema is content. What editors need not write is filled in here.
 */
final class Editing {

    static final Rule WRONG_FEED = Rule.error(
            "datenquelle-falsch",
            "Diese Datenquelle kann so nicht genutzt werden: {german}. Bis sie berichtigt ist, bleibt es bei der letzten"
                    + " brauchbaren Fassung.",
            "This feed cannot be used like this: {english}. Until it is corrected, its last usable form stays.");

    static final Rule WRONG_CONCEPT = Rule.error(
            "begriff-falsch",
            "Dieser Begriff kann so nicht aufgenommen werden: {german}. Bis er berichtigt ist, bleibt es bei seiner letzten"
                    + " brauchbaren Fassung.",
            "This concept cannot be taken like this: {english}. Until it is corrected, its last usable form stays.");

    static final Rule CONCEPT_IN_PART = Rule.warning(
            "begriff-nur-zum-teil",
            "Dieser Begriff gilt, aber nicht alles, was zu ihm gesagt ist: {german}.",
            "This concept is in force, but not all that is said of it: {english}.");

    /** Members that may be a plain text in the feed's language. */
    private static final Set<String> TEXTS = Set.of(
            "title", "summary", "body", "text", "description", "explanation", "result", "definition", "labels", "name");

    /** What an entry is called in lists, the best first. */
    private static final List<String> NAMES = List.of("title", "labels", "name");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Feed feed;
    private final Schemas schemas;
    private final Vocabulary vocabulary;

    Editing(Feed feed, Schemas schemas, Vocabulary vocabulary) {
        this.feed = feed;
        this.schemas = schemas;
        this.vocabulary = vocabulary;
    }

    /** The id of the entry that stands in {@code place}, even if nobody can read it: {@code page/hilfe}. */
    static String sourceId(RawRecord raw) {
        return raw.place().file().replaceFirst("\\.[a-z]+$", "");
    }

    /** {@code TYPE/KEY}. */
    static String sourceId(JsonNode entry) {
        return entry.path("kind").asText() + "/" + entry.path("key").asText();
    }

    /** The records that a provider could have sent just so, in the shape of drafts; empty where it is no such entry. */
    Optional<JsonNode> records(RawRecord raw, RawRecord.Tree tree, Findings findings) {
        var entry = (ObjectNode) tree.root();
        return switch (entry.path("kind").asText()) {
            case "organization" -> {
                entry.set("id", entry.remove("key"));
                yield Optional.of(entry);
            }
            case "crisis-number" -> {
                content(raw, tree, findings);
                yield Optional.of(crisisNumber(entry));
            }
            default -> Optional.empty();
        };
    }

    /** The content of an entry, checked by the schema of its type. */
    ObjectNode content(RawRecord raw, RawRecord.Tree tree, Findings findings) {
        var entry = ((ObjectNode) tree.root()).deepCopy();
        entry.remove("key");
        var type = entry.path("kind").asText();
        if (!type.equals("feed")) {
            texts(entry);
        }
        switch (type) {
            case "correction" -> correction(entry);
            case "abstimmung" -> services(entry);
            case "page" -> {
                if (!entry.has("path")) {
                    entry.set("path", tree.root().get("key"));
                }
            }
            default -> {
                // Complete as it is.
            }
        }
        var found = new Findings();
        if (type.equals("feed")) {
            entry.remove("kind");
            EditorialFeed.read(tree.root().path("key").asText(), entry, EditorialFeed.ANY_HOST)
                    .problems()
                    .forEach(problem -> findings.add(feedFinding(problem, raw.place(), places(tree))));
            return entry;
        }
        schemas.check(type, entry, raw.place(), Collections.emptySortedMap(), found);
        var places = places(tree);
        if (type.equals("concept") && found.list().isEmpty()) {
            new Taxonomy(vocabulary).check(entry, raw.place(), found);
        }
        found.list().forEach(finding -> findings.add(placed(finding, places)));
        entry.remove("kind");
        return entry;
    }

    /** A problem begins with the name of its member. */
    private static Finding feedFinding(FeedProblem problem, Place place, Map<String, Place> places) {
        var member = problem.german().replaceFirst("[^\\w.].*", "");
        var field = "/" + member.replace('.', '/');
        return placed(
                Finding.of(WRONG_FEED, place, field, null)
                        .with("german", problem.german())
                        .with("english", problem.english()),
                places);
    }

    private void texts(ObjectNode entry) {
        TEXTS.stream()
                .filter(name -> entry.path(name).isTextual())
                .forEach(name ->
                        entry.set(name, JsonNodeFactory.instance.objectNode().set(feed.language(), entry.get(name))));
    }

    private static void correction(ObjectNode entry) {
        if (!entry.has("decision")) {
            entry.put("decision", "replace");
        }
        if (!entry.has("by")) {
            entry.put("by", "editor");
        }
        for (var member : List.of("record", "other")) {
            if (entry.has(member)) {
                entry.put(member, id(entry.get(member)));
            }
        }
        if (entry.path("reason").isObject()) {
            var reason = entry.path("reason");
            entry.set(
                    "reason",
                    reason.has("de") ? reason.get("de") : reason.elements().next());
        }
    }

    private static void services(ObjectNode entry) {
        if (entry.path("services") instanceof ArrayNode services) {
            for (var i = 0; i < services.size(); i++) {
                services.set(i, id(services.get(i)));
            }
        }
    }

    /** The id in the address of a record's page, which people copy; as it is where there is none. */
    private static String id(JsonNode text) {
        var id = UUID.matcher(text.asText());
        return id.find() ? id.group() : text.asText();
    }

    /** The entry as canonical JSON, before it has dates and an origin. */
    ObjectNode draft(JsonNode entry, ObjectNode content) {
        var draft = JsonNodeFactory.instance.objectNode();
        draft.put("type", entry.path("kind").asText());
        draft.set("name", name(entry, content));
        draft.set("content", content);
        if (content.has("changed")) {
            draft.set("changed", content.get("changed"));
        }
        return draft;
    }

    private JsonNode name(JsonNode entry, ObjectNode content) {
        for (var member : NAMES) {
            if (content.path(member).isObject() && !content.path(member).isEmpty()) {
                return content.get(member);
            }
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        feed.language(),
                        content.path("title").asText(entry.path("key").asText()));
    }

    private static ArrayNode crisisNumber(ObjectNode entry) {
        var records = JsonNodeFactory.instance.arrayNode();
        var operator = entry.path("operator").asText("");
        var organization = records.addObject();
        organization.put("kind", "organization").put("id", "betreiber-" + operator);
        organization.set("name", entry.get("operator"));
        var service = records.addObject();
        service.put("kind", "service").put("organization", "betreiber-" + operator);
        service.put("id", Service.EDITED_CRISIS + entry.path("key").asText());
        Map.of(
                        "name", "name",
                        "text", "description",
                        "hours", "hours",
                        "cost", "cost",
                        "categories", "categories",
                        "checked", "confirmed")
                .forEach((from, to) -> {
                    if (entry.hasNonNull(from)) {
                        service.set(to, entry.get(from));
                    }
                });
        service.put("channels", "telefon");
        var contact = service.putArray("contacts").addObject();
        contact.put("role", entry.path("emergency").asBoolean(false) ? "emergency" : "hotline");
        contact.set("url", entry.get("source"));
        var phones = contact.putArray("phones").add(entry.get("number"));
        entry.path("otherNumbers").forEach(phones::add);
        return records;
    }

    /** The rules editing can report. */
    static List<Rule> rules() {
        return List.of(WRONG_FEED, WRONG_CONCEPT, CONCEPT_IN_PART);
    }

    private static Map<String, Place> places(RawRecord.Tree tree) {
        Map<String, Place> places = new HashMap<>();
        tree.places().values().stream()
                .filter(place -> place.field() != null)
                .forEach(place -> places.put(place.field(), place));
        return places;
    }

    /** The same finding at the line of its field, or of what the field stands in. */
    private static Finding placed(Finding finding, Map<String, Place> places) {
        var field = finding.field();
        for (var at = field == null ? "" : field; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            var place = places.get(at);
            if (place != null) {
                return finding.at(new Place(place.file(), place.line(), place.column(), field));
            }
        }
        return finding;
    }
}

package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Turns a draft with the provider's ids into canonical JSON with ours: its own id and those of the records it refers to, from
 * the identity table of the feed's id space. Adds what only the delivery knows: feed, licence, dates, origin.
 */
final class Identification {

    /** A record that says no id. */
    static final Rule NO_ID = Rule.warning(
            "kennung-fehlt",
            "Der Datensatz hat keine eigene Kennung. Wir erkennen ihn an Name, Anschrift und Telefon wieder; ändert sich das,"
                    + " gilt er als neu. Bitte eine feste Kennung liefern.",
            "The record has no id of its own. We recognise it by name, address and phone; when these change it counts as new."
                    + " Please deliver a stable id.");

    /** Members of a draft that are consumed here. */
    private static final Set<String> TRANSIENT = Set.of(
            "kind",
            "id",
            "changed",
            "confirmed",
            "confidential",
            "addressConsent",
            Concepts.AS_SHIPPED,
            "feed",
            "sourceId",
            "dates",
            "origin");

    private final Feed feed;
    private final Delivery delivery;
    private final BiFunction<Kind, String, UUID> identities;
    private final Map<UUID, UUID> joined;

    /** @param joined records that lead to another one, each with that one: references go there */
    Identification(Feed feed, Delivery delivery, BiFunction<Kind, String, UUID> identities, Map<UUID, UUID> joined) {
        this.feed = feed;
        this.delivery = delivery;
        this.identities = identities;
        this.joined = joined;
    }

    private String reference(Kind kind, String sourceId) {
        var id = identities.apply(kind, sourceId);
        return joined.getOrDefault(id, id).toString();
    }

    /** The provider's id of a draft; where it says none, one made of what people would recognise it by. */
    static String sourceId(ObjectNode draft, Place place, Findings findings) {
        var id = draft.path("id").asText("").strip();
        if (!id.isEmpty()) {
            return id;
        }
        findings.add(NO_ID, place, "/id", null);
        var known = new StringBuilder();
        append(draft.path("name"), known);
        append(draft.path("address"), known);
        append(draft.path("contacts"), known);
        draft.path("at").forEach(at -> append(at.path("location"), known));
        var letters = Normalizer.normalize(known.toString().toLowerCase(Locale.GERMAN), Normalizer.Form.NFKD)
                .replaceAll("[^\\p{L}\\p{N}]", "");
        return "ohne-kennung-"
                + Sha256.of(letters.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 16);
    }

    /** Canonical JSON of a draft, ready for its schema. */
    ObjectNode identify(
            ObjectNode draft, Kind kind, String sourceId, Place place, SortedMap<String, Origin.Field> fields) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("kind", kind.json());
        json.put("id", identities.apply(kind, sourceId).toString());
        json.put("feed", feed.id());
        json.put("sourceId", sourceId);
        draft.properties().stream()
                .filter(field -> !TRANSIENT.contains(field.getKey()))
                .forEach(field -> json.set(field.getKey(), field.getValue()));
        refer(json, "organization", Kind.ORGANIZATION);
        refer(json, "competentAuthority", Kind.ORGANIZATION);
        refer(json, "parent", Kind.ORGANIZATION);
        if (json.get("related") instanceof ArrayNode related) {
            json.set("related", related(related));
        }
        json.path("at").forEach(at -> refer((ObjectNode) at, "location", Kind.LOCATION));
        if (!json.has("licence")) {
            json.put("licence", feed.licence().toString());
        }
        if (!json.has("attribution") && feed.attribution() != null) {
            json.put("attribution", feed.attribution());
        }
        json.set("dates", dates(draft));
        json.set(
                "origin",
                CanonicalJson.mapper().valueToTree(new Origin(delivery.sha256().toString(), place.toString(), fields)));
        return json;
    }

    /** Fills in the feed's own organization, and refuses to speak for others. */
    void organizations(ObjectNode draft, JsonNode raw, Place place, Findings findings) {
        var organizations = feed.organizations();
        if (organizations == null) {
            return;
        }
        var field = draft.path("kind").asText().equals("organization") ? "id" : "organization";
        if (!draft.has(field) && field.equals("organization")) {
            var own = organizations.one() != null ? organizations.one() : column(raw, organizations.column());
            if (!own.isEmpty()) {
                draft.put(field, own);
            }
        }
        var allowed = organizations.one() != null
                ? java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(organizations.one()), organizations.allowed().stream())
                        .toList()
                : organizations.allowed();
        var named = draft.path(field).asText("");
        var told = findings.list().stream().anyMatch(finding -> finding.rule().equals(Normaliser.NOT_ALLOWED));
        if (!told && !named.isEmpty() && !allowed.isEmpty() && !allowed.contains(named)) {
            findings.add(Normaliser.NOT_ALLOWED, place, "/" + field, named);
        }
    }

    private static String column(JsonNode raw, @org.jspecify.annotations.Nullable String column) {
        if (column == null) {
            return "";
        }
        var value = raw.path(column);
        return (value.isMissingNode() ? raw.path("properties").path(column) : value)
                .asText("")
                .strip();
    }

    private ObjectNode dates(ObjectNode draft) {
        var dates = JsonNodeFactory.instance.objectNode();
        dates.put("delivered", delivery.received().toString());
        var changed = draft.path("changed").asText("");
        dates.put("changed", changed.isEmpty() ? delivery.received().toString() : instant(changed));
        if (draft.hasNonNull("confirmed")) {
            dates.set("confirmed", draft.get("confirmed"));
        }
        return dates;
    }

    /** A day alone means its beginning in UTC. */
    private static String instant(String isoDateOrInstant) {
        return isoDateOrInstant.length() == 10 ? isoDateOrInstant + "T00:00:00Z" : isoDateOrInstant;
    }

    private void refer(ObjectNode json, String field, Kind kind) {
        var reference = json.path(field).asText("");
        if (!reference.isEmpty()) {
            json.put(field, reference(kind, reference));
        }
    }

    private ArrayNode related(ArrayNode references) {
        var ids = JsonNodeFactory.instance.arrayNode();
        references.forEach(reference -> ids.add(reference(Kind.SERVICE, reference.asText(""))));
        return ids;
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isContainerNode()) {
            node.forEach(child -> append(child, text));
        } else {
            text.append(node.asText("")).append('|');
        }
    }

    /** The rules identification can report. */
    static List<Rule> rules() {
        return List.of(NO_ID);
    }
}

package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.protect.Rulings;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides for the drafts of one feed who is protected, and remembers their values and places before anything of the raw
 * record goes on. What it learns may come after records that it touches: whoever reads the delivery reads it again then.
 *
 * @param rulings what people decided about this feed's records
 * @param today releases end
 * @param foretell the id a record has or will have, without giving it one
 * @param secret shared by all feeds
 * @param sensitive places whose provider has not said yes, and those of what may be a refuge, of this delivery alone
 */
record Guard(
        Feed feed,
        Rulings rulings,
        LocalDate today,
        BiFunction<Kind, String, UUID> foretell,
        ConfidentialValues secret,
        ConfidentialValues sensitive) {

    /** More digits than six may be a phone number. */
    private static final Pattern CODE =
            Pattern.compile("(?!(?:\\D*\\d){7})[A-Za-z]{0,4}[-_.:/]?[0-9]{1,6}(?:[-_.:/]?[A-Za-z0-9]{1,3})?"
                    + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|ohne-kennung-[0-9a-f]{16}");

    private static final Place NOWHERE = new Place("", 0, 0, null);

    /** What one raw record means for the places that came with its services. */
    enum Group {
        OPEN,
        PROTECTED,
        /** Its provider has not said yes, or nobody has said yet whether it is a refuge. */
        SENSITIVE,
        /** Its provider said yes, so words in a place's name need none of their own. */
        CONSENTED
    }

    /** What to do with a draft, for itself. */
    Protection of(ObjectNode draft) {
        return Protection.of(draft, feed.title(), rulings, () -> records(draft), today);
    }

    /** Remembers what is secret of the drafts of one raw record; answers what that means for its places. */
    Group learn(List<ObjectNode> drafts) {
        var group = Group.OPEN;
        for (var draft : drafts) {
            var state = of(draft);
            if (state == Protection.PROTECTED) {
                group = Group.PROTECTED;
                references(draft, secret);
            } else if ((state == Protection.SENSITIVE || state == Protection.UNCLEAR) && group != Group.PROTECTED) {
                group = isPlace(draft) && group == Group.CONSENTED ? group : Group.SENSITIVE;
                references(draft, sensitive);
            } else if (isConsented(draft) && group != Group.PROTECTED) {
                group = Group.CONSENTED;
            }
        }
        for (var draft : drafts) {
            if (isSecretPlace(draft, group)) {
                secret.learn(draft);
            } else if (group == Group.PROTECTED && !isOrganization(draft)) {
                secret.learn(draft);
            } else if (isSensitivePlace(draft, group)) {
                sensitive.learn(draft);
            }
        }
        return group;
    }

    /** Whether this is a place that must stay secret: for itself, by its group, or because a protected service names it. */
    boolean isSecretPlace(ObjectNode draft, Group group) {
        return isPlace(draft)
                && (group == Group.PROTECTED
                        || secret.isPlace(feed.ids(), draft.path("id").asText("")))
                && records(draft).stream().noneMatch(record -> rulings.isReleased(record, today));
    }

    /** Whether this is a place that waits for its provider's yes. */
    boolean isSensitivePlace(ObjectNode draft, Group group) {
        return isPlace(draft)
                && (group == Group.SENSITIVE
                        || sensitive.isPlace(feed.ids(), draft.path("id").asText(""))
                        || (group != Group.CONSENTED && of(draft) == Protection.SENSITIVE))
                && records(draft).stream().noneMatch(rulings::hasConsent);
    }

    /**
     * The provider's id of a protected service where it is a plain number or code, else a hash of it: an id made of words may
     * say where the service is, and the place itself may come later in the delivery.
     */
    static String publicId(String sourceId) {
        return CODE.matcher(sourceId).matches() ? sourceId : veiled(sourceId);
    }

    /** Leaves of a sensitive service what does not say where it is. */
    void takeOutPlace(ObjectNode draft) {
        draft.remove("at");
        draft.remove("area");
        draft.properties().stream()
                .filter(field -> field.getValue().isContainerNode())
                .filter(field -> sensitive.isIn(field.getValue().toString())
                        || sensitive.namesStreet(field.getValue().toString()))
                .map(java.util.Map.Entry::getKey)
                .filter(field -> !field.equals("name"))
                .toList()
                .forEach(draft::remove);
    }

    /** The id a held record is listed by: made of a hash, for the provider's own may be the address itself. */
    static String veiled(String sourceId) {
        return "geschuetzt-"
                + Sha256.of(sourceId.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 16);
    }

    /** The ids under which editors may know it. */
    Set<UUID> ids(ObjectNode draft) {
        return records(draft);
    }

    /** The ids it has when it is public and when it is held or reduced: people decide on either. */
    private Set<UUID> records(ObjectNode draft) {
        var sourceId = Identification.sourceId(draft, NOWHERE, new Findings());
        var kind = Kind.findByJson(draft.path("kind").asText("")).orElse(Kind.SERVICE);
        return Stream.of(sourceId, publicId(sourceId), veiled(sourceId))
                .map(id -> foretell.apply(kind, id))
                .collect(Collectors.toSet());
    }

    private void references(ObjectNode draft, ConfidentialValues values) {
        for (var at : draft.path("at")) {
            var place = at.path("location").asText("");
            if (!place.isEmpty()) {
                values.learnPlace(feed.ids(), place);
            }
        }
    }

    private static boolean isConsented(JsonNode draft) {
        return draft.path("addressConsent").asText("").equals("yes");
    }

    private static boolean isPlace(JsonNode draft) {
        return draft.path("kind").asText("").equals("location");
    }

    private static boolean isOrganization(JsonNode draft) {
        return draft.path("kind").asText("").equals("organization");
    }
}

package de.hilfenetz.protect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is left of a protected service: these components and nothing else (SP-1, SP-4, SP-5). No place, no hours, no direct
 * line, no text of the feed has a component here, so none can get out; what is here is a notation, a number reported as
 * hotline, or a name made of plain words.
 *
 * @param id the provider's; whoever publishes it sees to it that it tells nothing
 * @param name the feed's, or the kind of place where that would tell too much
 * @param notations by field: topics, life situations, …; each a notation of its scheme
 * @param access answers by notation
 * @param hotlines numbers reported as hotline
 * @param days {@code changed}, {@code confirmed}
 */
public record Projection(
        String id,
        SortedMap<String, String> name,
        SortedMap<String, String> single,
        SortedMap<String, List<String>> notations,
        SortedMap<String, String> access,
        List<String> hotlines,
        SortedMap<String, String> days) {

    /** The city as a whole: all that is said about where. */
    private static final String CITY = "05111000";

    private static final List<String> LISTS =
            List.of("topics", "lifeSituations", "generations", "kindsOfHelp", "audiences", "languages");

    private static final Pattern NOTATION = Pattern.compile("[a-z]{1,40}(?:-[a-zA-Z]{1,40}){0,6}");
    private static final Pattern STATUS = Pattern.compile("active|inactive|defunct|temporarily closed");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ]{1,20}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?Z)?");

    /** A word people write: no digits, no change of case within, no signs of addresses or codes. */
    private static final Pattern PLAIN_WORD = Pattern.compile("(?:\\p{Lu}?\\p{Ll}{0,24}|\\p{Lu}{2,7}|gGmbH|LSBTIQ)[*:]?"
            + "(?:\\p{Ll}{2,8})?(?:[-–/](?:\\p{Lu}?\\p{Ll}{0,24}|\\p{Lu}{2,7}))*");

    private static final Pattern PERSON = Pattern.compile(
            "(?<!\\p{L})(?:[Ff]rau|[Hh]errn?|Hr|Fr|Dr|Prof|Ansprechpartner(?:in)?|Leitung|c/o)\\.?:?\\s+\\p{Lu}");

    /** What a name says of a street, whichever it is. */
    private static final Pattern STREET = Pattern.compile(
            "(?i)str(?:\\.|aße|asse)|(?:weg|gasse|allee|platz|ufer|damm|ring)(?!\\p{L})|haltestelle|bahnhof");

    public Projection {
        name = new TreeMap<>(name);
        single = new TreeMap<>(single);
        notations = new TreeMap<>(notations);
        access = new TreeMap<>(access);
        hotlines = List.copyOf(hotlines);
        days = new TreeMap<>(days);
    }

    /**
     * The public part of the draft of a protected service.
     *
     * @param secret what must not be in the name or id either
     */
    public static Projection of(ObjectNode draft, ConfidentialValues secret) {
        var single = new TreeMap<String, String>();
        var status = draft.path("status").asText("");
        if (STATUS.matcher(status).matches()) {
            single.put("status", status);
        }
        var organization = draft.path("organization").asText("");
        if (!organization.isEmpty() && !tells(organization, secret)) {
            single.put("organization", organization);
        }
        var notations = new TreeMap<String, List<String>>();
        for (var field : LISTS) {
            var values = texts(draft.path(field)).stream()
                    .filter(value -> NOTATION.matcher(value).matches() && !tells(value, secret))
                    .toList();
            if (!values.isEmpty()) {
                notations.put(field, values);
            }
        }
        var access = new TreeMap<String, String>();
        draft.path("access").properties().forEach(answer -> {
            if (NOTATION.matcher(answer.getKey()).matches()
                    && !tells(answer.getKey(), secret)
                    && answer.getValue().asText().matches("yes|limited|no|unknown")) {
                access.put(answer.getKey(), answer.getValue().asText());
            }
        });
        var days = new TreeMap<String, String>();
        for (var field : List.of("changed", "confirmed")) {
            var day = draft.path(field).asText("");
            if (DAY.matcher(day).matches()) {
                days.put(field, day);
            }
        }
        return new Projection(
                draft.path("id").asText(""),
                name(draft.path("name"), secret),
                single,
                notations,
                access,
                hotlines(draft.path("contacts"), secret),
                days);
    }

    /** As a draft of a service. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("kind", "service");
        if (!id.isEmpty()) {
            json.put("id", id);
        }
        var names = json.putObject("name");
        name.forEach(names::put);
        single.forEach(json::put);
        notations.forEach((field, values) -> addAll(json.putArray(field), values));
        if (!access.isEmpty()) {
            var answers = json.putObject("access");
            access.forEach(answers::put);
        }
        days.forEach(json::put);
        json.put("protected", true);
        json.putArray("area").add(CITY);
        var contacts = json.putArray("contacts");
        hotlines.forEach(number -> contacts.addObject()
                .put("role", "hotline")
                .putArray("phones")
                .addObject()
                .put("number", number)
                .put("type", "voice"));
        return json;
    }

    /** Whether a text says where. */
    private static boolean tells(String id, ConfidentialValues secret) {
        return secret.isIn(id) || secret.namesStreet(id);
    }

    private static SortedMap<String, String> name(JsonNode name, ConfidentialValues secret) {
        var names = new TreeMap<String, String>();
        for (var text : name.properties()) {
            if (!isHarmless(text.getValue().asText(""), secret)
                    || !NOTATION.matcher(text.getKey()).matches()) {
                names.clear();
                break;
            }
            names.put(text.getKey(), text.getValue().asText(""));
        }
        if (names.isEmpty()) {
            names.put("de", "Schutzunterkunft");
        }
        return names;
    }

    private static boolean isHarmless(String name, ConfidentialValues secret) {
        if (name.isBlank()
                || name.length() > 100
                || PERSON.matcher(name).find()
                || STREET.matcher(name).find()
                || tells(name, secret)) {
            return false;
        }
        for (var word : name.split("[\\s(),.&„“\"+!]+", -1)) {
            if (!word.isEmpty()
                    && !word.equals("–")
                    && !PLAIN_WORD.matcher(word).matches()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> hotlines(JsonNode contacts, ConfidentialValues secret) {
        var numbers = new ArrayList<String>();
        for (var contact : contacts) {
            if (contact.path("role").asText().equals("hotline")) {
                for (var phone : contact.path("phones")) {
                    var number = phone.path("number").asText("");
                    if (NUMBER.matcher(number).matches() && !secret.isIn(number)) {
                        numbers.add(number);
                    }
                }
            }
        }
        return numbers;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}

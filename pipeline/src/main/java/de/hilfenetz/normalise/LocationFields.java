package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Rule;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A location, member by member in canonical order. */
final class LocationFields {

    static final Rule NAMED_BY_ADDRESS = Rule.info(
            "name-aus-anschrift",
            "Der Ort hat keinen Namen; als Name dient seine Anschrift „{suggestion}“.",
            "The place has no name; its address \"{suggestion}\" serves as one.");
    static final Rule KIND_UNKNOWN = Rule.warning(
            "ortsart-unbekannt",
            "„{value}“ ist keine Art von Ort; angenommen wird ein Ort, den man besuchen kann (physical).",
            "\"{value}\" is no kind of place; a place one can visit (physical) is assumed.");
    static final Rule COUNTRY = Rule.warning(
            "land-unlesbar",
            "„{value}“ ist kein Land, das wir kennen, und wird nicht übernommen. Erwartet wird z. B. DE.",
            "\"{value}\" is no country we know and is not taken. Expected is for example DE.");

    static final Rule ADDRESS_WITHHELD = Rule.warning(
            "anschrift-nicht-oeffentlich",
            "Statt einer Anschrift steht da, dass sie nicht veröffentlicht wird. Der Ort erscheint ohne Anschrift, Koordinaten und"
                    + " Stadtteil. Ist er geschützt, gehört das in das Feld „confidential“.",
            "Instead of an address it says that it is not published. The place appears without address, coordinates and quarter. If"
                    + " it is protected, that belongs into the field \"confidential\".");

    /** "Adresse wird nicht veröffentlicht", "Anschrift: anonym", "geheime Adresse". */
    private static final Pattern WITHHELD = Pattern.compile(
            "(?iu)nicht (?:veröffentlicht|öffentlich|bekannt ?gegeben|genannt)|(?:anschrift|adresse)[ :]+(?:ist )?(?:geheim|anonym|vertraulich|geschützt)"
                    + "|(?:geheime?|anonyme?|vertrauliche?|geschützte?) (?:anschrift|adresse)");

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("physical", "physical"),
            Map.entry("postal", "postal"),
            Map.entry("virtual", "virtual"),
            Map.entry("online", "virtual"),
            Map.entry("virtuell", "virtual"),
            Map.entry("postanschrift", "postal"),
            Map.entry("postadresse", "postal"),
            Map.entry("vor ort", "physical"),
            Map.entry("ort", "physical"));
    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("deutschland", "DE"),
            Map.entry("germany", "DE"),
            Map.entry("d", "DE"),
            Map.entry("deu", "DE"),
            Map.entry("brd", "DE"),
            Map.entry("österreich", "AT"),
            Map.entry("schweiz", "CH"),
            Map.entry("niederlande", "NL"),
            Map.entry("belgien", "BE"),
            Map.entry("usa", "US"),
            Map.entry("uk", "GB"),
            Map.entry("united kingdom", "GB"),
            Map.entry("united states", "US"));
    private static final Pattern NUMBERED_QUARTER = Pattern.compile("(\\d{3})\\s+\\p{L}.*");

    private LocationFields() {}

    static void fill(Form form) {
        CommonFields.head(form);
        form.to().put("locationKind", kind(form));
        CommonFields.reference(form, "organization");
        var said = form.take("address");
        if (said != null && WITHHELD.matcher(said.toString()).find()) {
            // Where it is would stand in the coordinates too.
            form.take("point");
            form.take("area");
            form.remarks().tell(ADDRESS_WITHHELD, said, form.at("address"), null, null);
        } else {
            address(form);
            point(form);
            area(form);
        }
        var others = AnswersField.fill(form, "features", Features::findOfPlace);
        if (!others.isEmpty()) {
            CommonFields.append(form, "description", "Angaben zur Zugänglichkeit: " + String.join(", ", others));
        }
        form.children("measures", LocationFields::measure, null);
        HoursField.fill(form);
        form.texts("transport", true);
        ContactField.fill(form, true);
        CommonFields.tail(form);
        nameByAddress(form);
        CommonFields.requireName(form);
    }

    /** Of a feature we know, with number and unit; anything else says nothing. */
    private static void measure(Form form) {
        var word = form.scalar("feature");
        var known = word == null ? null : Features.findOfPlace(word).orElse(null);
        if (word != null) {
            form.to().put("feature", known == null ? word : known.notation());
        }
        form.number("value");
        form.line("unit", 40);
        form.parsed("checkedOn", Dates::parse);
        form.line("checkedBy", 300);
        if (Persons.isNamed(form.to().path("checkedBy").asText(""))) {
            form.to().remove("checkedBy");
            form.remarks().tell(PhoneNumbers.PERSON, null, form.at("checkedBy"), null, null);
        }
        if (!form.to().has("feature") || !form.to().has("value") || !form.to().has("unit")) {
            form.to().removeAll();
        }
    }

    private static String kind(Form form) {
        var node = form.take("locationKind");
        var typed = node == null ? null : form.scalar(node, "locationKind");
        if (typed == null) {
            return "physical";
        }
        var kind = KINDS.get(typed.strip().toLowerCase(Locale.ROOT));
        if (kind == null) {
            form.remarks().tell(KIND_UNKNOWN, node, form.at("locationKind"), typed, null);
        }
        return kind == null ? "physical" : kind;
    }

    /** The country an address is in, before anything else is read: it decides how codes and numbers are read. */
    static @Nullable String country(ObjectNode location) {
        var typed = location.path("address").path("country").asText("").strip();
        return typed.isEmpty() ? null : countryCode(typed);
    }

    private static @Nullable String countryCode(String typed) {
        var known = COUNTRIES.get(typed.toLowerCase(Locale.ROOT));
        var code = typed.toUpperCase(Locale.ROOT);
        return known != null
                ? known
                : java.util.Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)
                                .contains(code)
                        ? code
                        : null;
    }

    private static void address(Form form) {
        var node = form.take("address");
        if (node == null) {
            return;
        }
        if (node instanceof ObjectNode object) {
            var child = form.within(object, "address");
            object(child, form.setting().country());
            child.finish();
            if (!child.to().isEmpty()) {
                if (!child.to().isEmpty()) {
                    form.to().set("address", child.to());
                }
            }
            return;
        }
        var typed = form.scalar(node, "address");
        var line = typed == null ? null : PlainText.parse(typed).value();
        if (line != null) {
            var reading = Addresses.parseLine(line);
            form.remarks().notes(reading, node, form.at("address"));
            if (reading.value() != null) {
                var child = form.within(form.to().objectNode(), "address");
                put(child, reading.value());
                if (!child.to().isEmpty()) {
                    form.to().set("address", child.to());
                }
            }
        }
    }

    private static void object(Form form, @Nullable String country) {
        var street = form.take("street");
        var number = form.read("houseNumber", typed -> form.limited(PlainText.line(typed), "houseNumber", 60));
        var typed =
                street == null ? "" : java.util.Objects.requireNonNullElse(form.read("street", PlainText::line), "");
        var reading = Addresses.parseStreet(typed, number, country);
        var houseNumber = form.take("houseNumber");
        for (var note : reading.notes()) {
            var isNumbers =
                    street == null || (houseNumber != null && note.value().equals(houseNumber.asText()));
            form.remarks()
                    .tell(
                            note.rule(),
                            isNumbers ? houseNumber : street,
                            form.at(isNumbers ? "houseNumber" : "street"),
                            note.value(),
                            note.suggestion());
        }
        var parts = reading.value();
        if (parts != null) {
            put(form, parts);
        }
        var addition = form.read("addition", PlainText::line);
        if (addition != null) {
            var before = form.to().path("addition").asText("");
            put(
                    form,
                    "addition",
                    before.isEmpty() || before.equals(addition) ? addition : before + ", " + addition,
                    300);
        }
        city(form, country);
        form.line("state", 200);
        var given = form.take("country");
        if (given != null) {
            var text = Form.plain(given);
            var code = countryCode(text.strip());
            if (code == null) {
                form.remarks().tell(COUNTRY, given, form.at("country"), text, null);
            } else {
                form.remarks().notes(Reading.ofText(text, code, CommonFields.READ), given, form.at("country"));
                form.to().put("country", code);
            }
        }
        form.line("poBox", 60);
    }

    /** Code and place, each in its field or both in one of them. */
    private static void city(Form form, @Nullable String country) {
        var given = form.take("postalCode");
        var typedCode = given == null ? null : Form.plain(given).strip();
        var inCode = codeAndCity(typedCode);
        var code = inCode != null
                ? inCode.postalCode()
                : form.read("postalCode", typed -> PostalCodes.parse(typed, country));
        var typed = form.read("city", PlainText::line);
        var inCity = code == null ? codeAndCity(typed) : null;
        if (inCode != null) {
            form.remarks().tell(Addresses.SPLIT, given, form.at("postalCode"), typedCode, inCode.toString());
            typed = typed == null ? inCode.city() : typed;
        } else if (inCity != null) {
            form.remarks().tell(Addresses.SPLIT, form.take("city"), form.at("city"), typed, inCity.toString());
            code = inCity.postalCode();
            typed = inCity.city();
        }
        if (code != null) {
            form.to().put("postalCode", code);
        }
        put(form, "city", typed, 200);
    }

    private static Addresses.@Nullable Parts codeAndCity(@Nullable String typed) {
        if (typed == null || !typed.matches("(?:D\\s?-\\s?)?\\d{5}\\s+\\p{L}.*")) {
            return null;
        }
        var parts = Addresses.parseLine(typed).value();
        return parts == null || parts.postalCode() == null || parts.city() == null ? null : parts;
    }

    private static void put(Form form, Addresses.Parts parts) {
        put(form, "street", parts.street(), 200);
        put(form, "houseNumber", parts.houseNumber(), 40);
        put(form, "addition", parts.addition(), 300);
        put(form, "postalCode", parts.postalCode(), 20);
        put(form, "city", parts.city(), 200);
        put(form, "poBox", parts.poBox(), 60);
    }

    private static void put(Form form, String name, @Nullable String value, int limit) {
        // What an address was cut into may say nothing by itself.
        var text = value == null ? null : PlainText.line(value).value();
        if (text != null && text.length() <= limit) {
            form.to().put(name, text);
        } else if (text != null) {
            form.tooLong(name, text, limit);
        }
    }

    private static void point(Form form) {
        var node = form.take("point");
        if (node == null) {
            return;
        }
        var reading = node instanceof ObjectNode object
                ? ofObject(object)
                : node.isTextual() ? Coordinates.parse(node.textValue()) : ofPosition(node);
        if (reading == null) {
            form.unreadable(node, "point", "ein Punkt, {\"lat\": 51.2, \"lon\": 6.8}");
            return;
        }
        form.remarks().notes(reading, node instanceof ObjectNode ? first(node) : node, form.at("point"));
        var point = reading.value();
        if (point != null) {
            var source = node.path("source").asText("delivered");
            form.to()
                    .putObject("point")
                    .put("lat", point.lat())
                    .put("lon", point.lon())
                    .put("source", source.matches("geocoded-house|geocoded-street") ? source : "delivered");
        }
    }

    private static @Nullable JsonNode first(JsonNode object) {
        return object.has("lat")
                ? object.get("lat")
                : object.path("coordinates").get(0);
    }

    /** A position as GeoJSON writes it: longitude first, a height after them. Null for anything else. */
    private static @Nullable Reading<Coordinates.Point> ofPosition(JsonNode node) {
        return node.isArray()
                        && (node.size() == 2 || node.size() == 3)
                        && node.get(0).isNumber()
                        && node.get(1).isNumber()
                ? Coordinates.parse(Form.plain(node.get(1)), Form.plain(node.get(0)))
                : null;
    }

    /** Null for a line, an area, several points or no point at all: which of them the door is nobody can tell. */
    private static @Nullable Reading<Coordinates.Point> ofObject(ObjectNode object) {
        var coordinates = object.path("coordinates");
        if (coordinates.size() == 1 && coordinates.get(0).isArray()) {
            coordinates = coordinates.get(0); // a MultiPoint of one, as some GIS write every point
        }
        if (coordinates.isArray() && coordinates.size() >= 2) {
            return ofDegrees(coordinates.get(1), coordinates.get(0));
        }
        if (HsdsMember.isSomething(object.get("coordinates"))
                || Stream.of("coordinates", "lat", "latitude", "lon", "longitude")
                        .noneMatch(object::has)) {
            return null;
        }
        var lat = object.hasNonNull("lat") ? object.get("lat") : object.path("latitude");
        var lon = object.hasNonNull("lon") ? object.get("lon") : object.path("longitude");
        return ofDegrees(lat, lon);
    }

    private static @Nullable Reading<Coordinates.Point> ofDegrees(JsonNode lat, JsonNode lon) {
        return lat.isContainerNode() || lon.isContainerNode() ? null : Coordinates.parse(degrees(lat), degrees(lon));
    }

    private static String degrees(JsonNode node) {
        return node.isNumber() ? new java.math.BigDecimal(node.asText()).toPlainString() : node.asText("");
    }

    private static void area(Form form) {
        var node = form.take("area");
        if (node == null) {
            return;
        }
        var object = node instanceof ObjectNode is ? is : form.to().objectNode().set("quarter", node);
        var child = form.within((ObjectNode) object, "area");
        child.parsed("quarter", typed -> key(typed, 3));
        child.parsed("district", typed -> key(typed, 2));
        child.parsed("wohnquartier", typed -> key(typed, 4));
        child.parsed("cut", typed -> key(typed, 4));
        child.finish();
        if (!child.to().isEmpty()) {
            form.to().set("area", child.to());
        }
    }

    /** Spreadsheets drop leading zeros: 11 can only be Stadtteil 011. Names stay, enrichment knows them. */
    private static Reading<String> key(String typed, int digits) {
        var reading = PlainText.line(typed);
        var text = reading.value();
        if (text == null) {
            return reading;
        }
        var numbered = NUMBERED_QUARTER.matcher(text);
        if (digits == 3 && numbered.matches()) {
            return Reading.changed(numbered.group(1), CommonFields.AREA_READ, typed, numbered.group(1));
        }
        if (text.length() < digits && text.matches("\\d+")) {
            var key = "0".repeat(digits - text.length()) + text;
            return Reading.changed(key, CommonFields.AREA_READ, typed, key);
        }
        return reading;
    }

    private static void nameByAddress(Form form) {
        var address = form.to().path("address");
        if (form.to().has("name") || !address.hasNonNull("street")) {
            return;
        }
        var name = (address.path("street").asText() + " "
                        + address.path("houseNumber").asText(""))
                .strip();
        form.to().putObject("name").put(form.setting().language(), name);
        form.remarks().tell(NAMED_BY_ADDRESS, null, "/name", null, name);
    }
}

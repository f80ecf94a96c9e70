package de.hilfenetz.protect;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of protected places, in memory only: streets, numbers, coordinates, direct lines, mailboxes. Learns them from
 * drafts, tells whether another record would give a place away (SP-6), and finds them, disguised or not, in anything about to
 * be published (SP-10). Thread-safe.
 */
public final class ConfidentialValues {

    /** Degrees of latitude that are about 55 metres. */
    private static final double NEAR = 0.0005;

    private static final Pattern DECIMAL = Pattern.compile("(?<![\\d.])(\\d{1,2})[.,](\\d{3,12})(?!\\d)");
    private static final Pattern STREET_WORD = Pattern.compile("(?i)[\\s-]?str(?:aße|asse|\\.|(?!\\p{L}))");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private final Set<Address> addresses = ConcurrentHashMap.newKeySet();
    private final Set<String> streets = ConcurrentHashMap.newKeySet();
    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private final Set<Spot> spots = ConcurrentHashMap.newKeySet();
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    /** As {@link Letters} sees them. */
    private final Set<String> letters = ConcurrentHashMap.newKeySet();
    /** As they are. */
    private final Set<String> disguised = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Prepared prepared;

    private record Address(String street, String number) {}

    private record Spot(double lat, double lon) {}

    /** What is looked for, ready for the search; made anew when something was learnt. */
    private record Prepared(int size, Needles letters, Needles disguised) {}

    /** The same values, to learn more of without teaching this one. */
    public ConfidentialValues copy() {
        var copy = new ConfidentialValues();
        copy.addresses.addAll(addresses);
        copy.streets.addAll(streets);
        copy.lines.addAll(lines);
        copy.spots.addAll(spots);
        copy.places.addAll(places);
        copy.letters.addAll(letters);
        copy.disguised.addAll(disguised);
        return copy;
    }

    /** Remembers place and direct lines of a draft that must stay secret; a hotline is public. */
    public void learn(JsonNode draft) {
        learnAddress(draft.path("address"));
        var point = draft.path("point");
        if (point.path("lat").isNumber() && point.path("lon").isNumber()) {
            var spot = new Spot(point.path("lat").asDouble(), point.path("lon").asDouble());
            spots.add(spot);
            letters.addAll(Disguises.ofPosition(spot.lat, spot.lon));
        }
        var hotlines = hotlines(draft);
        for (var contact : draft.path("contacts")) {
            if (!contact.path("role").asText().equals("hotline")) {
                learnLines(contact, hotlines);
            }
        }
        draft.path("at").forEach(at -> at.path("contacts").forEach(contact -> learnLines(contact, hotlines)));
    }

    /** Remembers that a place belongs to a protected service, whatever its own record says. */
    public void learnPlace(String idSpace, String sourceId) {
        places.add(idSpace + "\n" + sourceId);
    }

    /** Whether a protected service stands at this place. */
    public boolean isPlace(String idSpace, String sourceId) {
        return places.contains(idSpace + "\n" + sourceId);
    }

    /** Whether nothing was learnt so far. */
    public boolean isEmpty() {
        return addresses.isEmpty() && lines.isEmpty() && spots.isEmpty() && places.isEmpty();
    }

    /** How many values are known; grows when something new was learnt. */
    public int size() {
        return addresses.size() + lines.size() + spots.size() + places.size() + letters.size();
    }

    /** Equal for equal values; itself as secret as they are. */
    public Sha256 digest() {
        var all = new TreeSet<>(places);
        letters.forEach(value -> all.add("letters " + value));
        disguised.forEach(value -> all.add("disguised " + value));
        spots.forEach(spot -> all.add("spot " + spot));
        return Sha256.of(String.join("\n", all).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a public draft stands at, or tells of, a protected address or position, or uses its line or mailbox. */
    public boolean linkedTo(JsonNode draft) {
        if (isEmpty()) {
            return false;
        }
        for (var address : draft.findParents("street")) {
            if (isAt(address)) {
                return true;
            }
        }
        var point = draft.path("point");
        if (point.path("lat").isNumber()
                && near(point.path("lat").asDouble(), point.path("lon").asDouble())) {
            return true;
        }
        if (usesLine(draft.path("contacts"))) {
            return true;
        }
        for (var at : draft.path("at")) {
            if (usesLine(at.path("contacts"))) {
                return true;
            }
        }
        return isIn(draft.toString());
    }

    /** Whether {@code text} holds a protected street with its number, position, line or mailbox in whatever form. */
    public boolean isIn(CharSequence text) {
        if (isEmpty()) {
            return false;
        }
        var typed = text.toString();
        var search = prepared();
        var decoded = Letters.decoded(typed);
        return isIn(Letters.plain(typed), search)
                || (!decoded.equals(typed) && isIn(Letters.plain(decoded), search))
                || search.disguised.isIn(typed, (needle, begin) -> true)
                || (!spots.isEmpty() && holdsPosition(typed));
    }

    private static boolean isIn(Letters seen, Prepared search) {
        return search.letters.isIn(seen.text(), seen::isWhole);
    }

    /** Whether {@code text} names a protected street, with or without its number. */
    public boolean namesStreet(String text) {
        var seen = Letters.of(text).text();
        return streets.stream().anyMatch(seen::contains);
    }

    private Prepared prepared() {
        var now = prepared;
        var size = size();
        if (now == null || now.size != size) {
            now = new Prepared(size, new Needles(Set.copyOf(letters)), new Needles(Set.copyOf(disguised)));
            prepared = now;
        }
        return now;
    }

    private void learnAddress(JsonNode address) {
        var street = address.path("street").asText("");
        var number = address.path("houseNumber").asText("");
        var seen = Letters.of(street).text();
        if (seen.isEmpty() || !addresses.add(new Address(seen, number))) {
            return;
        }
        streets.add(seen);
        // A spreadsheet glues, a form puts the number first.
        for (var spelling : streetSpellings(street)) {
            know((spelling + " " + number).strip());
            know((number + " " + spelling).strip());
            know(spelling + number);
        }
    }

    private static Set<String> streetSpellings(String street) {
        var spellings = new HashSet<>(Set.of(street));
        var match = STREET_WORD.matcher(street);
        if (match.find()) {
            for (var gap : List.of("", " ", "-")) {
                for (var word : List.of("Straße", "straße", "Strasse", "strasse", "Str.", "str.", "Str", "str")) {
                    spellings.add(street.substring(0, match.start()) + gap + word + street.substring(match.end()));
                }
            }
        }
        for (var spelling : List.copyOf(spellings)) {
            spellings.add(spelling.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"));
        }
        return spellings;
    }

    private void know(String spelling) {
        var seen = Letters.of(spelling).text();
        letters.add(seen);
        letters.add(Disguises.backwards(spelling));
        disguised.addAll(Disguises.ofText(spelling));
    }

    private static Set<String> hotlines(JsonNode draft) {
        var numbers = new HashSet<String>();
        for (var contact : draft.path("contacts")) {
            if (contact.path("role").asText().equals("hotline")) {
                contact.path("phones")
                        .forEach(phone ->
                                numbers.add(national(phone.path("number").asText(""))));
            }
        }
        return numbers;
    }

    private void learnLines(JsonNode contact, Set<String> hotlines) {
        for (var phone : contact.path("phones")) {
            var number = phone.path("number").asText("");
            var national = national(number);
            if (national.length() >= 7 && !hotlines.contains(national) && lines.add(national)) {
                letters.add(national);
                letters.add(Disguises.backwards(national));
                for (var spelling : new String[] {number, "+49" + national, "0049" + national, "0" + national}) {
                    disguised.addAll(Disguises.ofText(spelling));
                }
            }
        }
        var email = contact.path("email").asText("").strip();
        if (!email.isBlank() && lines.add(Letters.of(email).text())) {
            know(email);
            var at = email.lastIndexOf('@');
            for (var sign : List.of("at", "ät")) {
                for (var dot : List.of(".", "dot", "punkt")) {
                    var host = email.substring(at + 1).replace(".", dot);
                    letters.add(Letters.of(email.substring(0, Math.max(0, at)) + sign + host)
                            .text());
                }
            }
        }
    }

    private boolean usesLine(JsonNode contacts) {
        for (var contact : contacts) {
            for (var phone : contact.path("phones")) {
                if (lines.contains(national(phone.path("number").asText()))) {
                    return true;
                }
            }
            var email = contact.path("email").asText("");
            if (!email.isEmpty() && lines.contains(Letters.of(email).text())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(JsonNode address) {
        var street = Letters.of(address.path("street").asText("")).text();
        var number = address.path("houseNumber").asText("");
        return streets.contains(street)
                && addresses.stream()
                        .anyMatch(known -> known.street.equals(street) && isSameHouse(known.number, number));
    }

    /** "7", "7a" and "5-9" may be one house; where no number is known, the whole street is secret. */
    private static boolean isSameHouse(String one, String other) {
        var first = range(one);
        var second = range(other);
        if (first == null) {
            return true;
        }
        return second != null
                && (first[0] <= second[1]
                        && second[0] <= first[1]
                        && (first[0] % 2 == second[0] % 2 || first[0] != first[1] || second[0] != second[1]));
    }

    private static int @Nullable [] range(String number) {
        var found = NUMBER.matcher(number)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group()))
                .toArray();
        return switch (found.length) {
            case 0 -> null;
            case 1 -> new int[] {found[0], found[0]};
            default -> new int[] {Math.min(found[0], found[1]), Math.max(found[0], found[1])};
        };
    }

    private boolean holdsPosition(String text) {
        Double last = null;
        for (var match : (Iterable<java.util.regex.MatchResult>)
                () -> DECIMAL.matcher(text).results().iterator()) {
            var value = Double.parseDouble(match.group(1) + "." + match.group(2));
            if (last != null && (near(last, value) || near(value, last))) {
                return true;
            }
            last = value;
        }
        return false;
    }

    private boolean near(double lat, double lon) {
        return spots.stream()
                .anyMatch(spot -> Math.abs(spot.lat - lat) < NEAR && Math.abs(spot.lon - lon) < NEAR * 1.6);
    }

    /** The digits after country code and leading zeros. */
    private static String national(String number) {
        var digits = number.replaceAll("[^0-9+]", "");
        var abroad = digits.startsWith("+49") ? digits.substring(3) : digits.replaceFirst("^0049", "");
        return abroad.replaceAll("[^0-9]", "").replaceFirst("^0+", "");
    }
}

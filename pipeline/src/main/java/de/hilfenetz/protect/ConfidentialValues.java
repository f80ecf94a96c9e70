package de.hilfenetz.protect;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of protected places, in memory only: streets, numbers, coordinates, direct lines, mailboxes. Learns them from
 * drafts, tells whether another record would give a place away (SP-6), and finds them in anything about to be published
 * (SP-10). Thread-safe.
 */
public final class ConfidentialValues {

    /** Degrees of latitude that are about 55 metres. */
    private static final double NEAR = 0.0005;

    private final Set<String> addresses = ConcurrentHashMap.newKeySet();
    private final Set<String> words = ConcurrentHashMap.newKeySet();
    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private final Set<Spot> spots = ConcurrentHashMap.newKeySet();

    private record Spot(double lat, double lon) {}

    /** Remembers place and direct lines of a draft that must stay secret; a hotline is public. */
    public void learn(JsonNode draft) {
        learnAddress(draft.path("address"));
        var point = draft.path("point");
        if (point.path("lat").isNumber() && point.path("lon").isNumber()) {
            spots.add(new Spot(point.path("lat").asDouble(), point.path("lon").asDouble()));
            learnCoordinate(point.path("lat").asText());
            learnCoordinate(point.path("lon").asText());
        }
        for (var contact : draft.path("contacts")) {
            if (!contact.path("role").asText().equals("hotline")) {
                learnLines(contact);
            }
        }
        draft.path("at").forEach(at -> at.path("contacts").forEach(this::learnLines));
    }

    /** Whether nothing was learnt so far. */
    public boolean isEmpty() {
        return addresses.isEmpty() && lines.isEmpty() && spots.isEmpty();
    }

    /** How many values are known; grows when something new was learnt. */
    public int size() {
        return addresses.size() + words.size() + lines.size() + spots.size();
    }

    /** Whether a public draft stands at a protected address or position, or uses its line or mailbox. */
    public boolean linkedTo(JsonNode draft) {
        if (isEmpty()) {
            return false;
        }
        var address = draft.path("address");
        if (!address.isMissingNode() && addresses.contains(key(address))) {
            return true;
        }
        var point = draft.path("point");
        if (point.path("lat").isNumber()
                && near(point.path("lat").asDouble(), point.path("lon").asDouble())) {
            return true;
        }
        for (var contact : draft.path("contacts")) {
            for (var phone : contact.path("phones")) {
                if (lines.contains(digits(phone.path("number").asText()))) {
                    return true;
                }
            }
            if (lines.contains(fold(contact.path("email").asText()))) {
                return true;
            }
        }
        return isIn(draft.toString());
    }

    /** Whether {@code text} holds a protected street with its number, coordinates, line or mailbox in any usual spelling. */
    public boolean isIn(CharSequence text) {
        if (isEmpty()) {
            return false;
        }
        var folded = fold(text.toString());
        return words.stream().anyMatch(folded::contains);
    }

    /** What {@link #isIn} looks for, folded; for a scan over bytes. */
    public Collection<String> forms() {
        return List.copyOf(words);
    }

    private void learnAddress(JsonNode address) {
        var street = address.path("street").asText("");
        var number = address.path("houseNumber").asText("");
        if (street.isBlank()) {
            return;
        }
        addresses.add(key(address));
        var folded = fold(street);
        if (number.isBlank()) {
            words.add(folded);
        } else {
            for (var spelling : List.of(folded, folded.replace("strasse", "str."), folded.replace("strasse", "str"))) {
                words.add(spelling + " " + fold(number));
                words.add(spelling + fold(number));
            }
        }
    }

    /** A single coordinate gives a place away only where it is precise; a coarse one is shared by half the city. */
    private void learnCoordinate(String decimal) {
        if (decimal.length() - decimal.indexOf('.') > 5) {
            words.add(decimal);
            words.add(decimal.replace('.', ','));
        }
    }

    private void learnLines(JsonNode contact) {
        for (var phone : contact.path("phones")) {
            var number = phone.path("number").asText("");
            var digits = digits(number);
            if (digits.length() >= 7) {
                lines.add(digits);
                words.add(fold(number));
            }
        }
        var email = fold(contact.path("email").asText(""));
        if (!email.isBlank()) {
            lines.add(email);
            words.add(email);
        }
    }

    private boolean near(double lat, double lon) {
        return spots.stream()
                .anyMatch(spot -> Math.abs(spot.lat - lat) < NEAR && Math.abs(spot.lon - lon) < NEAR * 1.6);
    }

    private static String key(JsonNode address) {
        return letters(address.path("street").asText("")) + "|"
                + letters(address.path("houseNumber").asText(""));
    }

    private static String letters(String text) {
        return fold(text).replace("strasse", "str").replaceAll("[^a-z0-9]", "");
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }

    /** Lower case, umlauts and ß spelt out, accents dropped, blanks single. */
    static String fold(String text) {
        var lower = text.toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return Normalizer.normalize(lower, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("\\s+", " ");
    }
}

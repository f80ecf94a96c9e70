package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Words for barrier-free features of a place and for thresholds at the door of a service. Only a word that says exactly one
 * of them counts: "wheelchair" or "barrierefrei" alone says none, "restroom" does not say whose.
 */
public final class Features {

    static final Rule READ = Rule.info(
            "merkmal-gelesen",
            "„{value}“ wurde als Merkmal „{suggestion}“ übernommen.",
            "\"{value}\" was taken as the feature \"{suggestion}\".");
    static final Rule CONTRADICTION = Rule.warning(
            "angabe-doppelt",
            "Zu „{value}“ steht hier Verschiedenes, einmal „{first}“, einmal „{second}“. Übernommen wird „unbekannt“. Bitte nur"
                    + " eine Angabe machen.",
            "There are two different answers to “{value}” here, “{first}” and “{second}”. “unknown” is taken. Please give one.");

    static final Rule UNKNOWN = Rule.warning(
            "merkmal-unbekannt",
            "„{value}“ ist keines der Merkmale, die wir unterscheiden. Die Angabe bleibt als Text erhalten. "
                    + "Bitte einzeln angeben, z. B. „Eingang stufenlos: ja, Rollstuhl-WC: nein“.",
            "\"{value}\" is none of the features we tell apart. It is kept as text. Please say them one by one.");

    private static final Map<String, String> OF_PLACES = new HashMap<>();
    private static final Map<String, String> OF_SERVICES = new HashMap<>();
    private static final Pattern NEGATED = Pattern.compile(
            "^(?:kein|keine|keinen|ohne|no|not|without|nicht)-(.+)$|^(.+)-(?:nein|no|nicht-vorhanden|fehlt|kein)$");
    private static final Pattern LIMITED = Pattern.compile(
            "^(?:eingeschraenkt|teilweise|bedingt|limited|partial)-(.+)$|^(.+)-(?:eingeschraenkt|teilweise|bedingt|limited)$");
    private static final Pattern AFFIRMED = Pattern.compile("^(.+)-(?:ja|yes|vorhanden|x|moeglich)$");

    static {
        place(
                "stufenloser-eingang",
                "eingang-barrierefrei",
                "barrierefreier-eingang",
                "barrierefreier-zugang",
                "zugang-barrierefrei",
                "stufenlos",
                "eingang-stufenlos",
                "stufenloser-zugang",
                "zugang-stufenlos",
                "ebenerdiger-eingang",
                "ebenerdiger-zugang",
                "eingang-ebenerdig",
                "level-entrance",
                "step-free-entrance",
                "step-free-access",
                "step-free",
                "entrance-step-free",
                "merkmal-eingang");
        place("aufzug", "fahrstuhl", "lift", "elevator", "aufzug-vorhanden", "merkmal-aufzug");
        place(
                "taktile-leitlinien",
                "taktiles-leitsystem",
                "blindenleitsystem",
                "tactile-guidance",
                "tactile-paving",
                "tactile-guide-strips",
                "tactile-guidance-system",
                "leitlinien-taktil",
                "merkmal-leitlinien");
        place(
                "rollstuhl-wc",
                "behinderten-wc",
                "behindertentoilette",
                "rollstuhlgerechtes-wc",
                "rollstuhlgerechte-toilette",
                "barrierefreies-wc",
                "barrierefreie-toilette",
                "behindertengerechtes-wc",
                "behindertengerechte-toilette",
                "wc-rollstuhlgerecht",
                "wc-barrierefrei",
                "toilette-barrierefrei",
                "toilette-rollstuhlgerecht",
                "rollstuhltoilette",
                "wheelchair-toilet",
                "accessible-toilet",
                "disabled-toilet",
                "accessible-restroom",
                "wheelchair-accessible-toilet",
                "wheelchair-accessible-restroom",
                "merkmal-wc");
        place(
                "wickelraum",
                "wickeltisch",
                "wickelmoeglichkeit",
                "wickelplatz",
                "wickelkommode",
                "baby-changing",
                "baby-changing-room",
                "baby-changing-table",
                "changing-table",
                "merkmal-wickelraum");
        place(
                "behindertenparkplatz",
                "behindertenparkplaetze",
                "parkplatz-fuer-menschen-mit-behinderung",
                "behinderten-parkplatz",
                "parkplaetze-fuer-menschen-mit-behinderung",
                "disabled-parking",
                "accessible-parking",
                "disabled-parking-space",
                "merkmal-parkplatz");
        place(
                "induktionsschleife",
                "induktive-hoeranlage",
                "hoerschleife",
                "induction-loop",
                "hearing-loop",
                "induction-loops");
        place("rampe", "ramp", "rollstuhlrampe", "wheelchair-ramp", "rampe-am-eingang", "eingang-mit-rampe");
        place(
                "automatische-tuer",
                "automatische-tueren",
                "automatiktuer",
                "tueroeffner",
                "automatic-door",
                "automatic-doors");
        place("braille", "brailleschrift", "blindenschrift", "taktile-beschriftung", "tape-braille");
        place("breite-tueren", "rollstuhlgerechte-tueren", "wide-doors", "wide-doorways");
        place("ruhiger-raum", "ruheraum", "rueckzugsraum", "quiet-room");
        place("barrierefreie-dusche", "rollstuhlgerechte-dusche", "dusche-barrierefrei", "accessible-shower");
        place("assistenzhund", "blindenfuehrhund", "assistenzhunde-erlaubt", "service-animals");
        service(
                "ohne-termin",
                "without-appointment",
                "withoutappointment",
                "offene-sprechstunde",
                "walk-in",
                "terminfrei",
                "keine-anmeldung-noetig",
                "ohne-anmeldung",
                "ohne-voranmeldung");
        service("kostenfrei", "kostenlos", "free", "gratis", "unentgeltlich", "free-of-charge", "gebuehrenfrei");
        service("anonym", "anonymous", "anonyme-beratung", "anonym-moeglich", "auf-wunsch-anonym");
        service("ohne-ausweis", "without-papers", "withoutpapers", "ohne-papiere", "kein-ausweis-noetig");
        service(
                "ohne-krankenversicherung",
                "without-health-insurance",
                "withoutinsurance",
                "auch-ohne-krankenversicherung");
        service(
                "ohne-aufenthaltsstatus",
                "without-residence-status",
                "ohne-aufenthaltstitel",
                "auch-ohne-aufenthaltsstatus");
        service("kinder-mitbringen", "children-welcome", "kinder-willkommen", "mit-kindern");
        service("begleitperson", "companion-welcome", "begleitung-moeglich");
        service("hund", "hunde-erlaubt", "dogs-allowed", "mit-hund");
        service("dgs", "gebaerdensprache", "deutsche-gebaerdensprache", "sign-language", "german-sign-language");
        service("dolmetschen", "interpreting", "dolmetscher", "interpreter", "mit-dolmetscher", "sprachmittlung");
        service("ohne-telefon", "without-phone", "withoutphone", "kontakt-ohne-telefon");
    }

    private Features() {}

    private static void place(String notation, String... words) {
        OF_PLACES.put(notation, notation);
        for (var word : words) {
            OF_PLACES.put(word, notation);
        }
    }

    private static void service(String notation, String... words) {
        OF_SERVICES.put(notation, notation);
        for (var word : words) {
            OF_SERVICES.put(word, notation);
        }
    }

    /** A feature or threshold by notation and the answer to it. */
    public record Known(String notation, String answer) {}

    /** The notations of barrier-free features. */
    public static Set<String> ofPlaces() {
        return new TreeSet<>(OF_PLACES.values());
    }

    /** The notations of thresholds at the door. */
    public static Set<String> ofServices() {
        return new TreeSet<>(OF_SERVICES.values());
    }

    /** The barrier-free feature that a word names, with what it says about it ("kein Aufzug": no). */
    public static Optional<Known> findOfPlace(String word) {
        return find(word, OF_PLACES);
    }

    /** The threshold that a word names, with what it says about it. */
    public static Optional<Known> findOfService(String word) {
        return find(word, OF_SERVICES);
    }

    private static Optional<Known> find(String typed, Map<String, String> words) {
        var word = Notations.of(typed);
        var plain = words.get(word);
        if (plain != null) {
            return Optional.of(new Known(plain, "yes"));
        }
        return inside(AFFIRMED, word, words, "yes")
                .or(() -> inside(NEGATED, word, words, "no"))
                .or(() -> inside(LIMITED, word, words, "limited"));
    }

    private static Optional<Known> inside(Pattern frame, String word, Map<String, String> words, String answer) {
        var match = frame.matcher(word);
        if (!match.matches()) {
            return Optional.empty();
        }
        var inner = match.group(1) != null ? match.group(1) : match.group(2);
        return Optional.ofNullable(words.get(inner)).map(notation -> new Known(notation, answer));
    }
}

package de.hilfenetz.normalise;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Brings wording about opening hours to one spelling, and phrases of several words to one, before {@link HoursWords} cuts it. */
final class HoursPhrases {

    private static final String AND = "(?:(?:und|sowie|oder|od\\.|bzw\\.|u\\.|\\+) )";

    /** Phrases of several words, replaced by one before cutting; longest first. */
    private static final List<Map.Entry<Pattern, String>> PHRASES = List.of(
            phrase(
                    "(?:keine (?:vorherige )?(?:vor)?anmeldung|kein termin) (?:erforderlich|notwendig|nötig)"
                            + "|(?:vor)?anmeldung (?:ist )?nicht (?:erforderlich|notwendig|nötig)",
                    " @walkin "),
            phrase(
                    "(?:(?:tel\\.|telefonische|vorherige) )?(?:terminvereinbarung|termin|(?:vor)?anmeldung) (?:ist )?(?:erforderlich"
                            + "|notwendig|nötig)",
                    " nur @appointment "),
            phrase(AND
                    + "?(?:weitere |andere |individuelle )?(?:termine? |zeiten |beratung(?:en|stermine)? |sprechzeiten )?"
                    + "(?:außerhalb (?:dieser|der) (?:öffnungs|sprech|büro)?zeiten )?(?:auch |jederzeit )?(?:nur )?nach"
                    + " (?:vorheriger |telefonischer |persönlicher |individueller |vorh\\. |tel\\. |telef\\. )*(?:vereinb\\."
                    + "|terminvereinb\\.|terminvereinbarung|terminabsprache|vereinbarung|absprache|anmeldung|verabredung"
                    + "|voranmeldung|rücksprache)(?: möglich| mögl\\.)?"),
            phrase(AND + "?n\\. ?(?:tel\\. ?)?(?:v\\.?|vereinbarung|vereinb\\.|absprache)(?![a-zäöüß])"
                    + "|n\\.?vereinb\\.|(?:or )?by (?:appointment|arrangement)(?! only)"),
            phrase("(?:only by appointment|by appointment only)", " nur @appointment "),
            phrase(
                    "(?:nur )?mit (?:vorheriger )?(?:termin(?:vereinbarung)?|anmeldung)(?![a-zäöüß])",
                    " nur @appointment "),
            phrase(
                    "(?:auch )?ohne (?:vorherigen? |feste[nr]? )?(?:termin(?:e|vereinbarung)?|anmeldung|voranmeldung)(?![a-zäöüß])",
                    " @walkin "),
            phrase(
                    "rund um die uhr|tag und nacht|24 ?(?:h|std\\.?|stunden)? ?/ ?7(?: tage)?(?![\\d:.])|24 ?(?:stunden|std\\.?|h)(?: am tag| täglich)?|24/7|24 hours|around the clock",
                    " @allday "),
            phrase(
                    "(?:an )?(?:gesetzlichen |gesetzl\\. |ges\\. |allen )?(?:feiertage?n?s?(?![a-zäöüß])|feiert\\.|ft\\.)|public holidays?|bank holidays?",
                    " @holidays "),
            phrase("sonn- ?(?:und|u\\.|&|/) ?@holidays|sonn- ?(?:und|u\\.|&|/) ? @holidays", " so und @holidays "),
            phrase(
                    "(?:in |während )?(?:den |der )?(?:nrw[- ]?)?schulferien(?![a-zäöüß])|school holidays",
                    " @schoolholidays "),
            phrase("kein(?:e)? (?:sprechstunden?|sprechtag|sprechzeit|öffnung)", " geschlossen "),
            phrase(
                    "jeden tag|an allen tagen|alle tage|(?:an )?7 tagen? (?:die|pro|in der) woche|every day",
                    " täglich "),
            phrase("(?:am |an )?wochenenden?(?![a-zäöüß])|(?:on |at )?weekends?", " @weekend "),
            phrase("(?:nachmittags?|abends?) (?= ?(?:nur )? ?@appointment)", " auch "),
            phrase(
                    "@appointment *(?:(?:unter |tel(?:\\.|efon)?:? )+(?=\\+|0\\d\\d)|(?=\\+|[\\d /()-]*\\d{7}))[+0][\\d /()-]{6,20}(?!\\d)",
                    " @appointment "),
            phrase("(?:mit |und )?(?:einer )?(?:mittags)?pause(?: von)?:?(?= ?\\d)", " @break "));

    private static final Pattern DASH = Pattern.compile("[\\u2010-\\u2015\\u2212]");
    private static final Pattern BEGINS_WITH_AND = Pattern.compile(AND);
    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+");
    private static final Pattern BLANKS = Pattern.compile("[^\\S\\n]+");
    private static final Pattern LABEL = Pattern.compile(
            "^(?:unsere |die )?(?:(?:öffnungs|sprech|büro|beratungs|service"
                    + "|geschäfts|betreuungs|ausgabe)zeit(?:en)?|zeiten|(?:offene )?sprechstunden?|offene (?:sprechzeit(?:en)?|beratung)"
                    + "|offener treff|beratung|geöffnet|offen|opening hours|open|hours)(?: (?:ist|sind))?\\s*:?\\s*(?![a-zäöüß-])");

    private static final String TIME = "\\d{1,2}(?:[:.]\\d{2})?(?: ?uhr| ?h)?";
    private static final String SPAN = "(" + TIME + " ?(?:-|bis) ?" + TIME + ")";

    /** Spellings that say the same as a plainer one. */
    private static final List<Map.Entry<Pattern, String>> SPELLINGS = List.of(
            spelling("(\\d) ?(?:°°|ºº|⁰⁰)", "$1:00"),
            spelling("(\\d) ?³⁰", "$1:30"),
            spelling("(\\d{1,2}:\\d{2}):00(?!\\d)", "$1"),
            spelling("(?<!\\d)([01]\\d)([03]0) ?(-|bis) ?([012]\\d)([03]0)(?!\\d)", "$1:$2$3$4:$5"),
            spelling("(\\d{1,2}[:.]\\d{2}(?: ?uhr)?) (?=\\d{1,2}[:.]\\d{2}(?: ?uhr)? ?(?:-|bis) ?\\d)", "$1, "),
            // A mark that stands alone means "as above".
            spelling("!+|[\"„“”«»]+(?=[\\p{L}\\d])|(?<=[\\p{L}\\d.!])[\"„“”«»]+", ""),
            spelling("(?<![a-zäöüß])in der zeit(?: von)?(?![a-zäöüß])", "von"),
            spelling("(\\d{1,2}) ?uhr ?(30|45)(?!\\d)", "$1:$2"),
            spelling(
                    "((?:uhr|h|geschlossen|(?<!\\. ?)(?:-|bis) ?\\d{1,2}(?:[:.]\\d{2})?))\\. ?(?=\\n|(?:mo|di|mi|do|fr|sa|so|fei|ter|und|nac))",
                    "$1\n"),
            spelling(
                    "(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?=(?:vor|nach)mittag|abend|morgen)",
                    "$1 "),
            spelling("(?m)^ ?[-*•·▪] ?(?=[a-zäöü])", ""),
            spelling(" [•·▪] ", "\n"),
            spelling("(?m)(?<=[a-zäöü.]) ?: ?-+ ?(?=$|[;,|])", ": geschlossen"),
            spelling("(?:zwischen|zw\\.) (" + TIME + ") und (" + TIME + ")", "$1 bis $2"),
            spelling("bis (?:einschließlich|einschl\\.|inklusive|inkl\\.) ", "bis "),
            spelling("(?:, )?(?:einschließlich|einschl\\.|inklusive|inkl\\.) ", "und "),
            spelling("[,;.] ?(?:sonst|ansonsten) geschlossen\\.?$", ""),
            spelling("\\((?:von )?" + SPAN + " (?:mittags)?(?:geschlossen|pause)\\)", ", pause $1"),
            spelling(", (?:von )?" + SPAN + " (?:mittags)?pause", ", pause $1"),
            spelling(
                    "^(?:wir haben|(?:das|unser) büro (?:ist|hat)|(?:die|unsere) (?:beratungsstelle|einrichtung) (?:ist|hat)) ",
                    ""),
            spelling("^wir sind (.*) für sie da\\.?$", "$1"),
            spelling("(?<=\\d| uhr| h) besetzt\\.?$", ""));

    private HoursPhrases() {}

    private static Map.Entry<Pattern, String> phrase(String regex) {
        return phrase(regex, " @appointment ");
    }

    private static Map.Entry<Pattern, String> phrase(String regex, String word) {
        return Map.entry(Pattern.compile("(?<![a-zäöüß@])(?:" + regex + ")"), word);
    }

    private static Map.Entry<Pattern, String> spelling(String regex, String plainer) {
        return Map.entry(Pattern.compile(regex), plainer);
    }

    /** Lower case, one kind of dash and blank, phrases as one word. */
    static String plain(String typed) {
        var dashed = DASH.matcher(typed.toLowerCase(Locale.GERMAN)).replaceAll("-");
        var text = BLANKS.matcher(LINE_END.matcher(dashed).replaceAll("\n"))
                .replaceAll(" ")
                .strip();
        for (var spelling : SPELLINGS) {
            text = spelling.getKey().matcher(text).replaceAll(spelling.getValue());
        }
        text = LABEL.matcher(text).replaceFirst("");
        for (var phrase : PHRASES) {
            var hit = phrase.getKey().matcher(text);
            text = hit.replaceAll(match ->
                    phrase.getValue().equals(" @appointment ") ? appointment(match.group()) : phrase.getValue());
        }
        return text;
    }

    private static String appointment(String phrase) {
        var and = BEGINS_WITH_AND.matcher(phrase).lookingAt();
        var only = phrase.contains("nur ");
        // "9-12 bzw. nur nach Vereinbarung": are the hours open to all, or is there none without an appointment? Nobody
        // reads on.
        return (and ? " auch" : "") + (only ? " nur" : "") + " @appointment ";
    }
}

package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Streets, house numbers and what stands with them. A number keeps its spelling: "1-5" is not 15, and no date. */
public final class Addresses {

    static final Rule SPLIT = Rule.info(
            "anschrift-getrennt",
            "Die Anschrift „{value}“ wurde als „{suggestion}“ übernommen.",
            "The address \"{value}\" was taken as \"{suggestion}\".");
    static final Rule NUMBER_IS_DATE = Rule.warning(
            "hausnummer-als-datum",
            "Die Hausnummer „{value}“ hat die Tabellenkalkulation in ein Datum verwandelt; sie wird nicht"
                    + " veröffentlicht. Ist „{suggestion}“ gemeint? Bitte die Spalte als Text formatieren.",
            "The spreadsheet made a date of the house number \"{value}\"; it is not published. Is \"{suggestion}\""
                    + " meant?");

    private static final int MAX = 300;
    private static final int MAX_NUMBER = 60;
    private static final String NUMBER =
            "\\d{1,4}(?:\\s\\d/\\d(?![\\d/]))?(?:\\s?[a-zA-Z](?![\\p{L}.]))?(?:\\s?[-–/+]\\s?(?:\\d{1,4}(?:\\s?[a-zA-Z](?![\\p{L}.]))?|[a-zA-Z](?![\\p{L}.])))*";
    private static final Pattern HOUSE_NUMBER =
            Pattern.compile("(?:Nr\\.?\\s?)?(" + NUMBER + ")(?![\\d.])(.*)", Pattern.DOTALL);
    private static final Pattern FLOOR =
            Pattern.compile("(\\d{1,2}\\.)\\s?(OG|UG|Etage|Stock|Obergeschoss|Untergeschoss)\\b(.*)", Pattern.DOTALL);
    private static final Pattern STARTS_WITH_WORD = Pattern.compile(
            "[,;(/|-]?\\s?(?:\\d{1,2}\\.\\s?)?\\p{L}{2}.*|[,;|(].*|\\d{1,2}\\.\\s?(?:OG|UG).*", Pattern.DOTALL);
    private static final Pattern DATE_LIKE = Pattern.compile(
            "(\\d{1,2})\\.\\s?(jan|feb|mrz|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]{0,6}\\.?(?:\\s?\\d{2,4})?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez");
    private static final Pattern PO_BOX =
            Pattern.compile("(?i)(?:Postfach|P\\.?\\s?O\\.? Box|Pf\\.)\\s?:?\\s?([\\d ]{2,20})");
    /** Letters that were taken for digits, before the name of a town. */
    private static final Pattern MISTYPED_CODE =
            Pattern.compile("(?<![\\p{L}\\d])(?=\\d*[OoIl])(?=(?:[OoIl]*\\d){3})[\\dOoIl]{5}(?=\\s+\\p{L}{2})");

    private static final Pattern CODE_AND_CITY = Pattern.compile("(?:DE?\\s?-\\s?)?(\\d{5})\\s+(\\p{L}[^\\d]{1,80})");
    private static final Pattern CODE_INSIDE =
            Pattern.compile("(.*\\S)\\s+(?:DE?\\s?-\\s?)?(\\d{5})\\s+(\\p{L}[^,;\\n\\d]{1,80})", Pattern.DOTALL);
    /** "40227 Düsseldorf Musterstraße 5": only where the word after the city can be nothing but a street. */
    private static final Pattern CODE_FIRST = Pattern.compile(
            "(?:DE?\\s?-\\s?)?(\\d{5})\\s+([\\p{L}-]{2,40})\\s+((?:\\S*(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer)\\s|(?:Am|An|Auf|Im|In|Zum|Zur)\\s\\p{L}).*\\d.*)");

    private static final Pattern STREET_LIKE =
            Pattern.compile("(?iu).*(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|markt)\\s?\\d.*");
    private static final Set<String> COUNTRY = Set.of("deutschland", "germany", "de", "d");
    private static final Pattern STR =
            Pattern.compile("(?<=\\p{Ll})str\\.(?=\\s|$)|(?<=[\\s-])Str\\.(?=\\s|$)|^Str\\.(?=\\s)");
    private static final Set<String> STREETS_SPLIT = Set.of("DE", "AT", "CH", "LI", "LU");

    private Addresses() {}

    /** The parts of an address; null where not said. */
    public record Parts(
            @Nullable String street,
            @Nullable String houseNumber,
            @Nullable String addition,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String poBox) {

        @Override
        public String toString() {
            var words = new ArrayList<String>();
            for (var part : new String[] {
                street, houseNumber, addition, poBox == null ? null : "Postfach " + poBox, postalCode, city
            }) {
                if (part != null) {
                    words.add(part);
                }
            }
            return String.join(" | ", words);
        }
    }

    /** A street as typed, with the number of its own field if there is one. */
    public static Reading<Parts> parseStreet(String typed, @Nullable String number, @Nullable String country) {
        var text = typed.strip();
        if (text.isEmpty() && number == null) {
            return Reading.absent();
        }
        if (text.length() > MAX
                || (number != null && number.length() > MAX_NUMBER)
                || (country != null && !STREETS_SPLIT.contains(country))) {
            return Reading.of(new Parts(none(text), number, null, null, null, null));
        }
        var box = PO_BOX.matcher(text);
        if (box.matches()) {
            return Reading.changed(
                    new Parts(null, number, null, null, null, box.group(1).strip()),
                    SPLIT,
                    typed,
                    "Postfach " + box.group(1).strip());
        }
        var notes = new ArrayList<Reading.Note>();
        var own = number == null ? null : ownNumber(number, notes);
        var parts = number == null ? split(text) : besideNumber(text, own);
        if (!parts.toString()
                .equals(new Parts(
                                none(text),
                                own == null ? null : own.houseNumber(),
                                own == null ? null : own.addition(),
                                null,
                                null,
                                null)
                        .toString())) {
            notes.add(new Reading.Note(SPLIT, typed, parts.toString()));
        }
        return new Reading<>(parts, notes);
    }

    /** A whole address in one text: "c/o Verein, Straße 5, 40227 Düsseldorf". */
    public static Reading<Parts> parseLine(String typed) {
        var notes = new ArrayList<Reading.Note>();
        var text = MISTYPED_CODE.matcher(typed.strip()).replaceAll(code -> {
            var read = PostalCodes.parse(code.group(), null);
            notes.addAll(read.notes());
            return read.value() == null ? code.group() : read.value();
        });
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() > MAX) {
            return Reading.of(new Parts(text, null, null, null, null, null));
        }
        String street = null;
        String code = null;
        String city = null;
        String box = null;
        var additions = new ArrayList<String>();
        var segments = segments(text);
        var likely = segments.stream()
                .filter(segment -> STREET_LIKE.matcher(segment).matches())
                .findFirst();
        for (var segment : segments) {
            var place = CODE_AND_CITY.matcher(segment);
            var postbox = PO_BOX.matcher(segment);
            if (code == null && place.matches()) {
                code = place.group(1);
                city = place.group(2).strip();
            } else if (postbox.matches()) {
                box = postbox.group(1).strip();
            } else if (street == null
                    && !segment.toLowerCase(Locale.ROOT).startsWith("c/o")
                    && segment.equals(likely.orElse(segment))
                    && segment.matches(".*\\p{L}.*\\d.*")) {
                street = segment;
            } else {
                additions.add(segment);
            }
        }
        if (street == null
                && !additions.isEmpty()
                && !additions.getFirst().toLowerCase(Locale.ROOT).startsWith("c/o")) {
            street = additions.removeFirst();
        }
        var split = street == null ? new Parts(null, null, null, null, null, null) : split(street);
        if (split.addition() != null) {
            additions.addFirst(split.addition());
        }
        var parts = new Parts(
                split.street(),
                split.houseNumber(),
                additions.isEmpty() ? null : String.join(", ", additions),
                code,
                city,
                box);
        notes.add(new Reading.Note(SPLIT, typed, parts.toString()));
        return new Reading<>(parts, notes);
    }

    private static List<String> segments(String text) {
        var list = new ArrayList<String>();
        for (var segment : text.split("[,;\\n|]", -1)) {
            var inside = CODE_INSIDE.matcher(segment.strip());
            var first = CODE_FIRST.matcher(segment.strip());
            if (first.matches()) {
                list.add(first.group(3));
                list.add(first.group(1) + " " + first.group(2));
            } else if (inside.matches()) {
                list.add(inside.group(1));
                list.add(inside.group(2) + " " + inside.group(3));
            } else if (!segment.isBlank() && !COUNTRY.contains(segment.strip().toLowerCase(Locale.ROOT))) {
                list.add(segment.strip());
            }
        }
        return list;
    }

    private static Parts besideNumber(String street, @Nullable Parts own) {
        var number = own == null ? null : own.houseNumber();
        var addition = own == null ? null : own.addition();
        var bare = street;
        if (number != null && street.endsWith(" " + number)) {
            bare = street.substring(0, street.length() - number.length()).strip();
        }
        return new Parts(none(expanded(bare)), number, addition, null, null, null);
    }

    /** A number in its own field, perhaps with a floor; a date is what a spreadsheet makes of "1-5". */
    private static @Nullable Parts ownNumber(String typed, List<Reading.Note> notes) {
        var text = typed.strip();
        var date = DATE_LIKE.matcher(text.toLowerCase(Locale.GERMAN));
        if (date.matches()) {
            var month = MONTHS.indexOf(date.group(2).replace("mär", "mrz")) + 1;
            notes.add(new Reading.Note(NUMBER_IS_DATE, typed, date.group(1).replaceFirst("^0", "") + "-" + month));
            return null;
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}.{0,20}")) {
            notes.add(new Reading.Note(NUMBER_IS_DATE, typed, null));
            return null;
        }
        var bare = text.matches("\\d{1,4}\\.0") ? text.substring(0, text.length() - 2) : text;
        var match = HOUSE_NUMBER.matcher(bare);
        if (match.matches() && STARTS_WITH_WORD.matcher(match.group(2).strip()).matches()) {
            return new Parts(null, match.group(1).strip(), addition(match.group(2)), null, null, null);
        }
        return new Parts(null, bare, null, null, null, null);
    }

    private static Parts split(String street) {
        // The first token that begins a house number and leaves nothing but an addition behind it.
        for (var i = 1; i < street.length(); i++) {
            if (!Character.isDigit(street.charAt(i))
                    || (!Character.isWhitespace(street.charAt(i - 1)) && street.charAt(i - 1) != '.')) {
                continue;
            }
            var match = HOUSE_NUMBER.matcher(street.substring(i));
            var name = street.substring(0, i).strip();
            if (name.isEmpty() || !name.matches(".*\\p{L}.*") || !match.matches()) {
                continue;
            }
            var rest = match.group(2).strip();
            if (rest.isEmpty() || STARTS_WITH_WORD.matcher(rest).matches()) {
                var addition = rest.isEmpty() ? null : addition(rest);
                return new Parts(
                        expanded(name.replaceFirst("(?:[,\\s]+|\\sNr\\.?\\s*)$", "")),
                        match.group(1).strip(),
                        addition,
                        null,
                        null,
                        null);
            }
        }
        return new Parts(none(expanded(street)), null, null, null, null, null);
    }

    private static @Nullable String addition(String rest) {
        var text = rest.strip().replaceFirst("^[,;/|-]\\s?", "").strip();
        if (text.startsWith("(") && text.endsWith(")") && text.indexOf(')') == text.length() - 1) {
            text = text.substring(1, text.length() - 1).strip();
        }
        var floor = FLOOR.matcher(text);
        if (floor.matches()) {
            text = floor.group(1) + " " + floor.group(2) + floor.group(3);
        }
        return none(text);
    }

    /** "Str." at the end of a street's name can only be Straße; "str" elsewhere may be anything. */
    private static String expanded(String street) {
        return STR.matcher(street).replaceAll(match -> match.group().startsWith("S") ? "Straße" : "straße");
    }

    private static @Nullable String none(String text) {
        return text.isBlank() ? null : text;
    }
}

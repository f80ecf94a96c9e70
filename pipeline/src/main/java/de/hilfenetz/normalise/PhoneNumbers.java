package de.hilfenetz.normalise;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import de.hilfenetz.finding.Rule;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers as people type them: several in a field, with labels, extensions, area codes in brackets. A number that
 * could be meant in two ways is not published.
 */
public final class PhoneNumbers {

    static final Rule READ = Rule.info(
            "telefon-vereinheitlicht",
            "Die Telefonnummer „{value}“ wurde als „{suggestion}“ übernommen.",
            "The phone number \"{value}\" was taken as \"{suggestion}\".");
    static final Rule UNREADABLE = Rule.warning(
            "telefon-unlesbar",
            "„{value}“ ist keine wählbare Telefonnummer und wird nicht veröffentlicht. Erwartet wird z. B. 0211 12345.",
            "\"{value}\" is no number one can dial and is not published. Expected is for example 0211 12345.");
    static final Rule NO_AREA_CODE = Rule.warning(
            "telefon-ohne-vorwahl",
            "„{value}“ hat keine Vorwahl und wird nicht veröffentlicht. Ist „{suggestion}“ gemeint?",
            "\"{value}\" has no area code and is not published. Is \"{suggestion}\" meant?");
    static final Rule PREMIUM = Rule.error(
            "telefon-kostenpflichtig",
            "„{value}“ ist eine kostenpflichtige Sonderrufnummer (0900, 0137, 118xx). Der Datensatz wird"
                    + " zurückgestellt. Bitte eine Nummer angeben, die zum normalen Tarif erreichbar ist.",
            "\"{value}\" is a premium-rate number (0900, 0137, 118xx). The record is held. Please give a number at"
                    + " normal rates.");
    static final Rule PERSON = Rule.info(
            "personenname-entfernt",
            "Der Name einer Person wurde entfernt: Hilfenetz veröffentlicht Stellen, keine Personen.",
            "A person's name was removed: Hilfenetz publishes desks, not persons.");

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final int MAX = 300;
    private static final String HOME = "DE";

    private static final Pattern LETTER_O =
            Pattern.compile("(?<![A-Za-zÄÖÜäöüß])[oO](?=[\\d/ ]{0,2}\\d)|(?<=\\d)[oO](?![A-Za-zÄÖÜäöüß])");
    private static final Pattern ASIDE = Pattern.compile("\\(([^()]{0,120}[A-Za-zÄÖÜäöüß][^()]{0,120})\\)");
    private static final Pattern SEPARATOR = Pattern.compile(
            "\\n|[;|,]|(?<![A-Za-zÄÖÜäöüß])(?i:oder|od\\.?|und|bzw\\.?|sowie|or|and|u\\.|&)(?![A-Za-zÄÖÜäöüß])");
    private static final Pattern EXTENSION = Pattern.compile(
            "(?i)^(.*\\d)[\\s,(-]{0,4}(?:durchwahl|dw\\.?|app\\.|apparat|app|extension|ext\\.?|nebenstelle|nst\\.?|x)[\\s.:-]{0,3}(\\d{1,6})\\)?$");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[^+0-9]+");
    private static final Pattern BEFORE_GAP = Pattern.compile("(?=[\\t/ ])");
    private static final Pattern TAIL = Pattern.compile("-?\\s?\\d{1,4}");
    private static final Pattern NEXT_LABEL =
            Pattern.compile("(?i)[\\s,;/]+((?:tel(?:efon)?|fon|t|fax|telefax|f|mobil|handy|m)\\s?[.:]{0,2})\\s*$");
    /** "0221 4710-XX": the extension was to be filled in. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\s?-\\s?(?:[xX]{1,4}|[A-Z]{2,4})(?!\\p{L})");

    private static final Pattern LAST_TWO = Pattern.compile("(.*)[ /-](\\d{2,4})\\s?-\\s?(\\d{2,4})");
    private static final int WIDEST_RANGE = 30;
    private static final Pattern SHORTHAND = Pattern.compile("-\\s?\\d{1,4}");
    private static final Pattern BODY = Pattern.compile("[+(]{0,2}\\d[\\d()/.\\-+\\s]*");
    private static final Pattern AREA_CODE =
            Pattern.compile("\\(?(?:0\\d{1,5}|(?:\\+|00)\\d{1,3}[ -]?(?:\\(0\\))?[ -]?\\d{1,5})\\)?");

    private PhoneNumbers() {}

    /**
     * A number ready to be published.
     *
     * @param number international with blanks; short numbers national
     * @param extension digits
     * @param type HSDS phone.type
     * @param note words that stood beside it
     * @param personal whether these words were a person's name, or said that it is private
     */
    public record Line(
            String number,
            @Nullable String extension,
            String type,
            @Nullable String note,
            boolean personal) {}

    /** The numbers of a field typed in Germany. */
    public static Reading<List<Line>> parse(String typed) {
        return parse(typed, HOME, "voice");
    }

    /** The numbers of a field, in order, each once; {@code region} says whose national numbers are meant. */
    public static Reading<List<Line>> parse(String typed, String region, String type) {
        var text = tidy(typed);
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() > MAX) {
            return Reading.refused(UNREADABLE, text.substring(0, 60) + "…", null);
        }
        var found = new ArrayList<Line>();
        var notes = new ArrayList<Reading.Note>();
        var previous = "";
        for (var part : SEPARATOR.split(text, -1)) {
            for (var piece : pieces(part.strip())) {
                var whole = continued(previous, piece);
                previous = whole;
                one(whole, piece, region, type, found, notes);
            }
        }
        return new Reading<>(found.isEmpty() ? null : List.copyOf(found), notes);
    }

    private static String tidy(String typed) {
        var text = Normalizer.normalize(
                typed.length() > 2 * MAX ? typed.substring(0, 2 * MAX) : typed, Normalizer.Form.NFKC);
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                out.append('\n');
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank(c, out);
            } else if (Character.getType(c) == Character.DASH_PUNCTUATION || c == '\u2212') {
                out.append('-');
            } else if ("\"„“”«»'’".indexOf(c) < 0
                    && !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT) {
                out.append(c);
            }
        }
        return out.toString().strip();
    }

    /** Two blanks or a tab part numbers; one does not. */
    private static void blank(char c, StringBuilder out) {
        var last = out.isEmpty() ? '\n' : out.charAt(out.length() - 1);
        if (last == ' ') {
            out.setCharAt(out.length() - 1, '\t');
        } else if (last != '\t' && last != '\n') {
            out.append(c == '\t' ? '\t' : ' ');
        }
    }

    /** Numbers that stand side by side without a word between them. */
    private static List<String> pieces(String part) {
        var list = new ArrayList<String>();
        var current = new StringBuilder();
        // More digits than any number has: single blanks must part them too.
        var crowded = digits(part).length() > 15;
        for (var token : BEFORE_GAP.split(part, -1)) {
            var bare = token.isEmpty() ? "" : token.substring("\t/ ".indexOf(token.charAt(0)) >= 0 ? 1 : 0);
            var separated = crowded
                    || token.startsWith("\t")
                    || token.startsWith("/")
                    || current.toString().strip().endsWith("/");
            var begins = bare.startsWith("0") || bare.startsWith("+") || bare.startsWith("(0");
            if (isTail(current, token, bare)) {
                list.add(current.toString().replaceFirst("[\\s/]+$", "").strip());
                current.setLength(0);
                current.append(bare);
                continue;
            }
            if (separated
                    && begins
                    && digits(current).length() >= 7
                    && !AREA_CODE.matcher(current.toString().strip()).matches()) {
                var label = NEXT_LABEL.matcher(current);
                var next = label.find() ? label.group(1) : "";
                if (!next.isEmpty()) {
                    current.setLength(label.start());
                }
                list.add(current.toString().replaceFirst("[\\s/]+$", "").strip());
                current.setLength(0);
                current.append(next).append(' ').append(bare);
            } else {
                current.append(token);
            }
        }
        list.add(current.toString().strip());
        list.removeIf(String::isEmpty);
        return list.isEmpty() ? List.of() : list;
    }

    /** "0211 4710123/124": a second number, an extension? No part of the first. */
    private static boolean isTail(StringBuilder current, String token, String bare) {
        var after = token.startsWith("/") || current.toString().strip().endsWith("/");
        return after && digits(current).length() >= 9 && TAIL.matcher(bare).matches();
    }

    /** "0211 899-12, -13": the second begins where the first does. */
    private static String continued(String previous, String piece) {
        if (piece.length() < 6 && SHORTHAND.matcher(piece).matches() && previous.lastIndexOf('-') > 4) {
            return previous.substring(0, previous.lastIndexOf('-')) + piece;
        }
        return piece;
    }

    private static void one(
            String whole, String typed, String region, String given, List<Line> found, List<Reading.Note> notes) {
        var words = new ArrayList<String>();
        var aside = ASIDE.matcher(whole);
        var text = aside.replaceAll(match -> {
            words.add(match.group(1));
            return " ";
        });
        var extension = EXTENSION.matcher(text);
        var inner = extension.matches() ? extension.group(2) : null;
        text = LETTER_O.matcher(inner == null ? text : extension.group(1)).replaceAll("0");
        var begin = 0;
        while (begin < text.length() && !Character.isDigit(text.charAt(begin)) && text.charAt(begin) != '+') {
            begin++;
        }
        var end = text.length();
        while (end > begin && !Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        words.addFirst(text.substring(0, begin));
        words.add(text.substring(end));
        if (begin == end) {
            remark(String.join(" ", words), typed, found, notes);
            return;
        }
        var body = text.substring(begin, end);
        var label = Label.of(String.join(" ", words));
        if (!BODY.matcher(body).matches()
                || (end < text.length() && Character.isLetter(text.charAt(end)))
                || PLACEHOLDER.matcher(text.substring(end)).lookingAt()
                || isRange(body)) {
            notes.add(new Reading.Note(UNREADABLE, typed.strip(), null));
            return;
        }
        var number = dialled(body, region, typed, notes);
        if (number == null) {
            return;
        }
        add(number, inner, label, given, typed, found, notes);
    }

    private static void add(
            Dialled number,
            @Nullable String extension,
            Label label,
            String given,
            String typed,
            List<Line> found,
            List<Reading.Note> notes) {
        if (label.person()) {
            notes.add(new Reading.Note(PERSON, label.typed(), null));
        }
        var type = label.type() != null ? label.type() : number.mobile() && given.equals("voice") ? "cell" : given;
        var one = new Line(number.text(), extension, type, label.note(), label.person());
        if (found.stream()
                .anyMatch(other ->
                        other.number().equals(one.number()) && other.type().equals(one.type()))) {
            return;
        }
        found.add(one);
        if (!typed.equals(one.number())) {
            notes.add(
                    new Reading.Note(READ, typed, extension == null ? one.number() : one.number() + " -" + extension));
        }
    }

    /** Words without a number: they belong to the number before, or stand for nothing. */
    private static void remark(String words, String typed, List<Line> found, List<Reading.Note> notes) {
        var label = Label.of(words);
        if (label.person()) {
            notes.add(new Reading.Note(PERSON, label.typed(), null));
        } else if (label.type() == null && label.note() != null) {
            if (!found.isEmpty() && found.getLast().note() == null) {
                var last = found.removeLast();
                found.add(new Line(last.number(), last.extension(), last.type(), label.note(), last.personal()));
            } else {
                notes.add(new Reading.Note(UNREADABLE, typed, null));
            }
        }
    }

    private record Dialled(String text, boolean mobile) {}

    private static @Nullable Dialled dialled(String body, String region, String typed, List<Reading.Note> notes) {
        var plus = body.startsWith("+") || body.startsWith("(+") || body.startsWith("00");
        var digits = digits(plus ? body.replace("(0)", "") : body);
        var national = !plus ? digits : withoutCountry(digits);
        var home = region.equals(HOME) || (plus && withoutZeros(digits).startsWith("49"));
        if (home) {
            var trunk = national.startsWith("0") || national.startsWith("11") || !plus ? national : "0" + national;
            var known = ShortNumbers.find(trunk);
            if (known.isPresent()) {
                return new Dialled(known.get(), false);
            }
            if (ShortNumbers.isPremium(trunk)) {
                notes.add(new Reading.Note(PREMIUM, typed.strip(), null));
                return null;
            }
        }
        if (digits.length() > 20) {
            notes.add(new Reading.Note(UNREADABLE, typed.strip(), null));
            return null;
        }
        if (!plus && region.equals(HOME) && !digits.startsWith("0")) {
            withoutAreaCode(digits, typed, notes);
            return null;
        }
        var number = parsed(plus ? "+" + withoutZeros(digits) : digits, region);
        var type = number == null ? PhoneNumberType.UNKNOWN : LIBRARY.getNumberType(number);
        if (type == PhoneNumberType.PREMIUM_RATE) {
            notes.add(new Reading.Note(PREMIUM, typed.strip(), null));
            return null;
        }
        if (number == null || !isGood(number, type, plus)) {
            notes.add(new Reading.Note(UNREADABLE, typed.strip(), null));
            return null;
        }
        return new Dialled(
                BETWEEN_DIGITS
                        .matcher(LIBRARY.format(number, PhoneNumberFormat.INTERNATIONAL))
                        .replaceAll(" ")
                        .strip(),
                type == PhoneNumberType.MOBILE);
    }

    /** "0221 4710 123-125": lines from 123 to 125, and nothing that can be dialled as it stands. */
    private static boolean isRange(String body) {
        var match = LAST_TWO.matcher(body);
        if (!match.matches()
                || match.group(2).length() != match.group(3).length()
                || digits(match.group(1)).length() < 7) {
            return false;
        }
        var width = Integer.parseInt(match.group(3)) - Integer.parseInt(match.group(2));
        return width > 0 && width <= WIDEST_RANGE;
    }

    private static String withoutZeros(String digits) {
        return digits.startsWith("00") ? digits.substring(2) : digits;
    }

    private static String withoutCountry(String digits) {
        var bare = withoutZeros(digits);
        return bare.startsWith("49") ? bare.substring(2) : digits;
    }

    /** A number of a known type is valid: the library decides both by the same patterns. */
    private static boolean isGood(PhoneNumber number, PhoneNumberType type, boolean plus) {
        return type != PhoneNumberType.UNKNOWN
                || (plus && number.getCountryCode() != 49 && LIBRARY.isPossibleNumber(number));
    }

    private static void withoutAreaCode(String digits, String typed, List<Reading.Note> notes) {
        var lostPlus = digits.startsWith("49") && digits.length() > 9 ? parsed("+" + digits, HOME) : null;
        var guess = lostPlus != null ? lostPlus : parsed((digits.length() > 8 ? "0" : "0211") + digits, HOME);
        if (guess == null || digits.length() < 4 || !LIBRARY.isValidNumber(guess)) {
            notes.add(new Reading.Note(UNREADABLE, typed.strip(), null));
        } else {
            notes.add(new Reading.Note(
                    NO_AREA_CODE, typed.strip(), LIBRARY.format(guess, PhoneNumberFormat.INTERNATIONAL)));
        }
    }

    private static @Nullable PhoneNumber parsed(String digits, String region) {
        try {
            return LIBRARY.parse(digits, region);
        } catch (NumberParseException e) {
            return null;
        }
    }

    private static String digits(CharSequence text) {
        var out = new StringBuilder(text.length());
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> out.append((char) c));
        return out.toString();
    }

    /** The words around a number: what kind of line it is, and what else they say. */
    private record Label(@Nullable String type, @Nullable String note, boolean person, String typed) {

        private static final Pattern FAX =
                Pattern.compile("(?i)(?<!\\p{L})(?:tele)?fax(?:nummer|nr\\.?)?(?!\\p{L})|^\\s*f\\s*(?:[:.]|$)");
        private static final Pattern CELL = Pattern.compile(
                "(?i)(?<!\\p{L})(?:mobil(?:telefon|funk|e)?|handy|cell|mob\\.)(?!\\p{L})|^\\s*m\\s*(?:[:.]|$)");
        private static final Pattern TEXT = Pattern.compile("(?i)(?<!\\p{L})sms(?!\\p{L})");
        private static final Pattern TEXTPHONE =
                Pattern.compile("(?i)(?<!\\p{L})(?:schreibtelefon|bildtelefon|textphone)(?!\\p{L})");
        private static final Pattern VOICE = Pattern.compile(
                "(?i)(?<!\\p{L})(?:telefon(?:nummer|nr\\.?)?|tel\\.?(?:nr\\.?)?|fon|phone|ruf(?:nummer)?|voice)(?!\\p{L})|^\\s*t\\s*(?:[:.]|$)");
        private static final Pattern EDGE = Pattern.compile("^[\\s.:,;()/+\\-]+|[\\s.:,;()/+\\-]+$");

        static Label of(String words) {
            if (words.isBlank()) {
                return new Label(null, null, false, "");
            }
            var type = TEXTPHONE.matcher(words).find()
                    ? "textphone"
                    : FAX.matcher(words).find()
                            ? "fax"
                            : CELL.matcher(words).find()
                                    ? "cell"
                                    : TEXT.matcher(words).find() ? "text" : null;
            var rest = words;
            for (var pattern : List.of(TEXTPHONE, FAX, CELL, TEXT, VOICE)) {
                rest = pattern.matcher(rest).replaceAll(" ");
            }
            rest = EDGE.matcher(rest.strip().replaceAll("[\\s]+", " ")).replaceAll("");
            var said = type == null && VOICE.matcher(words).find() ? "voice" : type;
            var person = Persons.isPrivate(rest);
            return new Label(said, person || rest.isEmpty() ? null : rest, person, rest);
        }
    }
}

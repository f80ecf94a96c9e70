package de.hilfenetz.publish;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a column hold, and how a table for German Excel writes them. {@link #german} and {@link #machine} are
 * inverse: what Excel would make a date, a number or a formula of comes back as it was.
 */
public enum CellForm {
    /** Words of people. */
    TEXT("string", null),
    /** A UUID of ours; Excel leaves it alone. */
    ID("string", null),
    /** Several values, separated by {@code |}. */
    LIST("string", "|"),
    /** Telephone numbers with blanks, separated by {@code |}. */
    PHONES("string", "|"),
    /** {@code yes}, {@code limited}, {@code no}, {@code unknown}. */
    ANSWER("string", null),
    INTEGER("integer", null),
    DECIMAL("decimal", null),
    /** {@code 2026-11-22}. */
    DAY("date", null),
    /** {@code 2026-11-22T09:00:00Z}. */
    MOMENT("dateTime", null);

    private static final Map<String, String> ANSWERS =
            Map.of("yes", "ja", "limited", "eingeschränkt", "no", "nein", "unknown", "nicht gemeldet");
    private static final Pattern ISO_DAY = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)");
    private static final Pattern GERMAN_DAY = Pattern.compile("(\\d\\d)\\.(\\d\\d)\\.(\\d{4})");
    private static final Pattern ISO_MOMENT = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)Z");
    private static final Pattern GERMAN_MOMENT =
            Pattern.compile("(\\d\\d)\\.(\\d\\d)\\.(\\d{4}) (\\d\\d:\\d\\d:\\d\\d) UTC");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern GERMAN_NUMBER = Pattern.compile("-?\\d+(,\\d+)?");

    private static final char MARK = '\'';
    private static final String FORMULA = "=+-@\t\r\n'";
    private static final Pattern SWITCH = Pattern.compile("(?i)\\s*+(wahr|falsch|true|false)\\s*");
    /** All words of {@link #NUMBER_WORDS} and {@link #SWITCH}: most cells hold another, and need not be looked at closely. */
    private static final Set<String> KNOWN_WORDS = Set.of(
            "jan",
            "januar",
            "feb",
            "februar",
            "mrz",
            "mär",
            "märz",
            "mar",
            "march",
            "apr",
            "april",
            "mai",
            "may",
            "jun",
            "juni",
            "june",
            "jul",
            "juli",
            "july",
            "aug",
            "august",
            "sep",
            "sept",
            "september",
            "okt",
            "oct",
            "oktober",
            "october",
            "nov",
            "november",
            "dez",
            "dec",
            "dezember",
            "december",
            "eur",
            "euro",
            "dm",
            "a",
            "am",
            "p",
            "pm",
            "m",
            "e",
            "wahr",
            "falsch",
            "true",
            "false");
    /** Letters that a number, a time, an amount or a date may hold. */
    private static final Pattern NUMBER_WORDS = Pattern.compile(
            "(?iU)\\b(jan(uar)?|feb(ruar)?|mrz|mär(z)?|mar(ch)?|apr(il)?|mai|may|jun[ie]?|jul[iy]?|aug(ust)?|sep(t|tember)?"
                    + "|o[kc]t(ober)?|nov(ember)?|de[zc](ember)?|eur|euro|dm|[ap]m?|e)\\b|(?<=\\d)e(?=[+\\-]?\\d)");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern BARE_PHONE = Pattern.compile("0\\d+|\\d{12,}");

    private final String datatype;
    private final @Nullable String separator;

    CellForm(String datatype, @Nullable String separator) {
        this.datatype = datatype;
        this.separator = separator;
    }

    /** As CSVW names it. */
    String datatype() {
        return datatype;
    }

    /** Between several values of a cell; null where it holds one. */
    @Nullable
    String separator() {
        return separator;
    }

    /** The cell for a German reader, without guarding it from Excel. */
    String written(String cell) {
        return switch (this) {
            case TEXT, ID, LIST, INTEGER -> cell;
            case PHONES -> eachPhone(cell, true);
            case ANSWER -> ANSWERS.getOrDefault(cell, cell);
            case DECIMAL -> PLAIN_NUMBER.matcher(cell).matches() ? cell.replace('.', ',') : cell;
            case DAY -> replaced(cell, ISO_DAY, "$3.$2.$1");
            case MOMENT -> replaced(cell, ISO_MOMENT, "$3.$2.$1 $4 UTC");
        };
    }

    /** The inverse of {@link #written}. */
    String read(String cell) {
        return switch (this) {
            case TEXT, ID, LIST, INTEGER -> cell;
            case PHONES -> eachPhone(cell, false);
            case ANSWER ->
                ANSWERS.entrySet().stream()
                        .filter(answer -> answer.getValue().equals(cell))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(cell);
            case DECIMAL -> GERMAN_NUMBER.matcher(cell).matches() ? cell.replace(',', '.') : cell;
            case DAY -> replaced(cell, GERMAN_DAY, "$3-$2-$1");
            case MOMENT -> replaced(cell, GERMAN_MOMENT, "$3-$2-$1T$4Z");
        };
    }

    /** The cell of {@code excel.csv}. */
    public String german(String cell) {
        var written = written(cell);
        return needsGuard(cell, written) ? MARK + written : written;
    }

    /** The inverse of {@link #german}. */
    String machine(String cell) {
        return read(!cell.isEmpty() && cell.charAt(0) == MARK ? cell.substring(1) : cell);
    }

    private boolean needsGuard(String cell, String written) {
        return switch (this) {
            case ID -> isFormula(written);
            case PHONES -> isFormula(written) || BARE_PHONE.matcher(written).matches();
            case INTEGER, DECIMAL ->
                isChanged(written) && !PLAIN_NUMBER.matcher(cell).matches();
            case DAY -> isChanged(written) && !ISO_DAY.matcher(cell).matches();
            case TEXT, LIST, ANSWER, MOMENT -> isChanged(written);
        };
    }

    /** Whether Excel would take the text for something else. */
    static boolean isChanged(String text) {
        if (isFormula(text)) {
            return true;
        }
        var digits = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            digits |= c >= '0' && c <= '9';
            if (Character.isLetter(c)) {
                var begin = i;
                while (i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))) {
                    i++;
                }
                if (!KNOWN_WORDS.contains(text.substring(begin, i + 1).toLowerCase(Locale.ROOT))) {
                    return false; // a word that neither a number nor a truth value holds
                }
            }
        }
        return digits
                ? !LETTER.matcher(NUMBER_WORDS.matcher(text).replaceAll("")).find()
                : SWITCH.matcher(text).matches();
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    }

    private static String replaced(String cell, Pattern form, String other) {
        var found = form.matcher(cell);
        return found.matches() ? found.replaceFirst(other) : cell;
    }

    private static String eachPhone(String cell, boolean national) {
        var numbers = cell.split("\\|", -1);
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = national ? national(numbers[i]) : international(numbers[i]);
        }
        return String.join("|", numbers);
    }

    /** {@code +49 221 8991} becomes {@code 0221 8991}; of other countries {@code +43 1 …} becomes {@code 0043 1 …}. */
    private static String national(String number) {
        if (number.startsWith("+49 ") && !number.startsWith("+49 0")) {
            return "0" + number.substring(4);
        }
        return number.startsWith("+") ? "00" + number.substring(1) : number;
    }

    private static String international(String number) {
        if (number.startsWith("00")) {
            return "+" + number.substring(2);
        }
        return number.startsWith("0") ? "+49 " + number.substring(1) : number;
    }
}

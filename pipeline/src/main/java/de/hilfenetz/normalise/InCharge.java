package de.hilfenetz.normalise;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a text the names of those in charge ("Leitung: Frau Dr. Muster"): of no use to those who look for help. Only
 * where nothing but names stands between the word for the office and a comma, a bracket or the end of the sentence; any other
 * text stays byte for byte.
 */
final class InCharge {

    /** "Pädagogische Leitung:", "Die Leiterin ist"; the colon or the verb is group 1. */
    private static final Pattern OFFICE = Pattern.compile(
            "(?<![\\p{L}-])(?:(?:Der|Die|Unsere?|Ihre?|[12]\\.|[Ss]tellv\\p{L}{0,12}\\.?|[Ff]achl\\p{L}{0,6}\\.?|[Pp]äd\\p{L}{0,12}\\.?"
                    + "|[Kk]aufm\\p{L}{0,8}\\.?|\\p{L}{3,16}ische|[Ää]rztliche) ){0,3}(?:(?:\\p{L}{2,16}-)?(?:\\p{L}{1,30}l|L)eit(?:ung|er(?:in)?)"
                    + "|Ansprechp(?:artner(?:in)?|erson)|Kontaktperson|Geschäftsführ(?:ung|er(?:in)?)"
                    + "|Vorsitzende[r]?|Koordinat(?:ion|or(?:in)?)|Stellvertret(?:ung|er(?:in)?))(?:[*:/_]-?in)?"
                    + "(?:nen)?(\\s{0,2}:|\\s(?:ist|sind|heißt)\\s)\\s{0,3}");

    /** In every match of {@link #OFFICE}, and how it ends: texts are long and both side by side are rare. */
    private static final List<String> OF_OFFICES =
            List.of("leit", "Leit", "nsprech", "ontaktperson", "führ", "orsitzende", "oordinat", "ellvertret");

    private static final List<String> ENDS_OF_OFFICES = List.of(":", "ist", "sind", "heißt");
    /** From the first letter of the one to the last of the other. */
    private static final int WIDTH_OF_OFFICE = 40;

    private static final String TITLE =
            "(?:Frau|Herrn?|Hr\\.|Fr\\.|Dr\\.|Prof\\.|Professor(?:in)?|Schwester|Sr\\.|Pfarrer(?:in)?|Pfr\\."
                    + "|(?:med|phil|rer|nat|jur|theol|h|c|Soz|Päd|Psych|Ing)\\.|Mag\\.|Dipl(?:om|\\.)(?:-?\\p{L}{2,30}\\.?){0,3}(?: ?\\(FH\\))?)";
    private static final String WORD = "\\p{Lu}[\\p{L}'’]{1,30}(?:-\\p{Lu}[\\p{L}'’]{1,30}){0,2}";

    /** Titles, given names or initials, and the surname: groups 1 to 3. */
    private static final Pattern PERSON = Pattern.compile("((?:" + TITLE + "\\h){0,5})((?:(?:" + WORD
            + "|\\p{Lu}\\.(?:[- ]?\\p{Lu}\\.)?)\\h){0,3})(?:(?:von|vom|van|de|der|den|zu|zum|di|da|del|el|al|ten|ter)[\\h-]){0,2}("
            + WORD
            + ")(?:,? (?:M\\. ?A\\.|B\\. ?A\\.|[MB]\\. ?Sc\\.|LL\\. ?M\\.|MBA))?");

    private static final Pattern ADDRESS = Pattern.compile("(?:Frau|Herrn?|Hr\\.)\\s");
    private static final Pattern RANK = Pattern.compile("(?:Fr\\.|Dr\\.|Prof|Schwester|Sr\\.|Pf)");
    private static final Pattern AND = Pattern.compile(",\\h|\\h(?:und|u\\.|&)\\h|\\h?/\\h?");
    private static final Pattern LABEL = Pattern.compile("[\\p{L}/-]{2,30}:|" + OFFICE.pattern());
    /** "…, die Ihnen hilft": cannot be read without the name. */
    private static final Pattern ABOUT =
            Pattern.compile("(?:der|die|das|deren|dessen|sie|er|welche[rs]?|mit der|mit dem)\\s");

    private static final Pattern DASH = Pattern.compile("\\h{1,2}[–—-]\\s");
    private static final Pattern END_OF_SENTENCE = Pattern.compile(".*(?:\\p{L}{3}|[\\d)\"”“])[.!?]");
    private static final Pattern BULLET = Pattern.compile("\\h*[–—•*·-]");
    private static final String PARTS = ",;|•·–—-";

    private static final Pattern ABBREVIATION =
            Pattern.compile("Dr|Prof|Dipl|Frau|Herrn?|Hr|Fr|Stellv|Stv|St|Str|Tel|Fax|Nr|Abt|Dez|Ref|Mo|Mi|Sa|So");

    /** Words that are no surname: institutions, days. */
    private static final Pattern NO_SURNAME = Pattern.compile(
            "(?:.*-)?(?:(?:Mo|Diens|Donners|Frei|Sams|Sonn)tags?|Mittwochs?|(?:Vor|Nach)?mittags?|Abends?|Team|Büro|Vorstand|Platz)"
                    + "|(?iu:.*(?:institut|stiftung|klinik|praxis|akademie|verband|verein|gmbh|kirche|werk|diakonie|caritas"
                    + "|mission|schule|büro|amt|bund|orden|kreis|gruppe|team|straße|platz|pädagogin|pädagoge|hilfe|stelle|arbeiter(?:in)?))");

    private InCharge() {}

    static String takeOut(String text) {
        if (!mayNameAnOffice(text)) {
            return text;
        }
        var left = text;
        var office = OFFICE.matcher(left);
        for (var from = 0; from <= left.length() && office.find(from); ) {
            var end = endOfNames(left, office.end());
            var cut = end < 0 ? null : cut(left, office, end);
            if (cut == null) {
                from = office.end();
            } else {
                from = Math.min(office.start(), cut.length());
                left = cut;
                office = OFFICE.matcher(left);
            }
        }
        return left;
    }

    private static boolean mayNameAnOffice(String text) {
        for (var office : OF_OFFICES) {
            for (var at = text.indexOf(office); at >= 0; at = text.indexOf(office, at + 1)) {
                var near = text.substring(at, Math.min(text.length(), at + WIDTH_OF_OFFICE));
                if (ENDS_OF_OFFICES.stream().anyMatch(near::contains)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the names end that begin at {@code begin} and that nothing else follows; -1 where there are none. */
    private static int endOfNames(String text, int begin) {
        var found = -1;
        var person = PERSON.matcher(text);
        var and = AND.matcher(text);
        for (var at = begin; person.region(at, text.length()).lookingAt() && isPerson(person); at = and.end()) {
            if (endsAt(text, person.end())) {
                found = person.end();
            }
            if (!and.region(person.end(), text.length()).lookingAt()) {
                break;
            }
        }
        return found;
    }

    private static boolean isPerson(Matcher person) {
        var titles = person.group(1);
        var firsts = person.group(2);
        for (var first : firsts.isEmpty() ? new String[0] : firsts.strip().split("\\s", -1)) {
            if (!first.endsWith(".") && !Persons.isGiven(first)) {
                return false;
            }
        }
        var surname = person.group(3);
        if (ABBREVIATION.matcher(surname).matches()) {
            return false;
        }
        if (ADDRESS.matcher(titles).find()) {
            return true;
        }
        return (!firsts.isEmpty() || RANK.matcher(titles).find())
                && !Persons.isHouse(surname)
                && !NO_SURNAME.matcher(surname).matches();
    }

    private static boolean endsAt(String text, int end) {
        var at = end;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at == text.length()
                || "\n;,()|•".indexOf(text.charAt(at)) >= 0
                || isPoint(text, at)
                || DASH.matcher(text).region(end, text.length()).lookingAt();
    }

    private static boolean isPoint(String text, int at) {
        return text.charAt(at) == '.' && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
    }

    /** The text without the names up to {@code end}; null where it could not be read without them. */
    private static @Nullable String cut(String text, Matcher office, int end) {
        var before = withoutBlanks(text, 0, office.start());
        var rest = withoutBlanks(text, end, text.length());
        var label = office.group(1).endsWith(":");
        var begins = begins(before, office.start());
        if (rest.startsWith("(")) {
            return label ? text.substring(0, office.end()) + rest : null;
        }
        if (rest.startsWith(",")
                || DASH.matcher(text).region(end, text.length()).lookingAt()) {
            var next = withoutBlanks(rest, 1, rest.length());
            if (!next.isEmpty() && !next.startsWith("\n")) {
                if (begins && LABEL.matcher(next).lookingAt()) {
                    return join(before, next);
                }
                return label && !isOpen(before) && !ABOUT.matcher(next).lookingAt()
                        ? text.substring(0, office.end()) + next
                        : null;
            }
            rest = next;
        }
        if (!begins || (!label && isOpen(before))) {
            return null;
        }
        return withoutSentence(before, rest);
    }

    /** @param rest begins with the sign that ends the sentence, or is empty */
    private static @Nullable String withoutSentence(String before, String rest) {
        if (before.endsWith("(") && rest.startsWith(")")) {
            return join(withoutLast(before), rest.substring(1));
        }
        var isBullet = BULLET.matcher(lastLine(before)).matches();
        var isList = isOpen(before) && !isBullet;
        if (rest.startsWith(")")) {
            return isList && before.indexOf('(') >= 0 ? join(withoutLast(before), rest) : null;
        }
        if (rest.isEmpty() || rest.startsWith("\n")) {
            if (before.endsWith("(")) {
                return null;
            }
            return join(isList || isBullet ? withoutLast(before) : before, rest);
        }
        if (isList && (rest.startsWith(".") || before.endsWith(","))) {
            return join(withoutLast(before), rest);
        }
        var next = withoutBlanks(rest, 1, rest.length());
        var isLine = next.isEmpty() || next.startsWith("\n");
        return join(isBullet && isLine ? withoutLast(before) : before, next);
    }

    /** Whether a sentence, or a part of a list, begins behind {@code before}. */
    private static boolean begins(String before, int start) {
        return before.isEmpty()
                || before.endsWith("\n")
                || before.endsWith("(")
                || (before.length() < start
                        && (isOpen(before)
                                || END_OF_SENTENCE.matcher(lastLine(before)).matches()));
    }

    private static boolean isOpen(String before) {
        return !before.isEmpty() && PARTS.indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static String withoutLast(String text) {
        return withoutBlanks(text, 0, text.length() - 1);
    }

    /** With the wider of the two gaps between lines, or a blank where there is none. */
    private static String join(String before, String rest) {
        var left = before.stripTrailing();
        var right = rest.stripLeading();
        if (left.isEmpty() || right.isEmpty()) {
            return left + right;
        }
        var lines = Math.max(
                lines(before.substring(left.length())), lines(rest.substring(0, rest.length() - right.length())));
        if (lines > 0) {
            return left + "\n".repeat(lines) + right;
        }
        return left + (left.endsWith("(") || ".,;)".indexOf(right.charAt(0)) >= 0 ? "" : " ") + right;
    }

    private static String withoutBlanks(String text, int begin, int end) {
        var from = begin;
        while (from < end && isBlank(text.charAt(from))) {
            from++;
        }
        var until = end;
        while (until > from && isBlank(text.charAt(until - 1))) {
            until--;
        }
        return text.substring(from, until);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00a0';
    }

    private static int lines(String gap) {
        return (int) gap.chars().filter(c -> c == '\n').count();
    }
}

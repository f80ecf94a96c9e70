package de.hilfenetz.normalise;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.finding.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/** Text as people read it: no HTML, no entities, no invisible characters, composed (NFC), damaged umlauts repaired. */
public final class PlainText {

    static final Rule CLEANED = Rule.info(
            "text-bereinigt",
            "Der Text enthielt HTML, Sonderzeichen oder überflüssige Leerzeichen und wurde bereinigt.",
            "The text held HTML, special characters or surplus blanks and was cleaned.");
    static final Rule REPAIRED = Rule.info(
            "text-umlaute-repariert",
            "Falsch umgewandelte Umlaute in „{value}“ wurden repariert. Bitte als UTF-8 ausgeben.",
            "Wrongly converted characters in \"{value}\" were repaired. Please export as UTF-8.");
    static final Rule LOST = Rule.warning(
            "zeichen-verloren",
            "In „{value}“ sind Zeichen verloren gegangen (�), vermutlich Umlaute; welche, ist nicht zu erkennen. Bitte als UTF-8"
                    + " neu ausgeben.",
            "In \"{value}\" characters were lost (�), probably umlauts; which ones cannot be told. Please export again as UTF-8.");
    static final Rule FORMULA = Rule.warning(
            "text-formel",
            "„{value}“ beginnt wie eine Formel; wer unsere Dateien in einer Tabellenkalkulation öffnet, könnte sie ausführen."
                    + " Bitte als Text schreiben.",
            "\"{value}\" begins like a formula; whoever opens our files in a spreadsheet might execute it. Please write it as"
                    + " text.");
    static final Rule EMPTY_WORD = Rule.info(
            "leerwert",
            "„{value}“ steht für „keine Angabe“ und wurde weggelassen.",
            "\"{value}\" stands for \"nothing\" and was left out.");

    private static final Set<String> NOTHING = Set.of(
            "null",
            "-",
            "--",
            "---",
            "–",
            "—",
            "k.a.",
            "k. a.",
            "k.a",
            "ka.",
            "keine angabe",
            "keine angaben",
            "n/a",
            "n.a.",
            "n. a.",
            "none",
            "nan",
            "#n/a",
            "#nv",
            "undefined",
            "entfällt");
    private static final String TAG =
            "<(?:[a-zA-Z/!?][^<>]*>|!--|/?(?:a|p|b|i|u|br|div|span|strong|em|img|li|ul|ol|table|td|tr|script|style)(?![a-zA-Z]))";
    private static final Pattern LONE_SIGN = Pattern.compile("<(?!" + TAG.substring(1) + ")");
    private static final Pattern MARKUP = Pattern.compile(TAG + "|&[a-zA-Z#][a-zA-Z0-9]{1,30};");
    private static final Pattern NESTED_AMPERSAND = Pattern.compile("&(?:(?:amp|AMP|#38|#x26|#X26);)++(?=[a-zA-Z#])");
    private static final Set<String> BLOCKS = Set.of(
            "p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "hr");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    /** {@code =1+1}, {@code @SUM(}, {@code +cmd|}; no list ("- Beratung"), no telephone number. */
    private static final Pattern FORMULA_LIKE =
            Pattern.compile("=[^=\\s].*|@\\w+\\(.*|[+-]\\S*\\p{L}\\S*[(|!].*", Pattern.DOTALL);

    private static final int MAX_ROUNDS = 4;
    private static final char LOST_SIGN = '\uFFFD';

    private PlainText() {}

    /** Several lines: paragraphs stay apart, at most one blank line between. */
    public static Reading<String> parse(String typed) {
        return read(typed, true);
    }

    /** One line: names, words, parts of addresses. */
    public static Reading<String> line(String typed) {
        return read(typed, false);
    }

    private static Reading<String> read(String typed, boolean lines) {
        if (typed.isBlank()) {
            return Reading.absent();
        }
        var text = typed;
        var repaired = false;
        for (var round = 0; round < MAX_ROUNDS; round++) {
            var before = text;
            if (hasUmlautDamage(text)) {
                text = repair(text);
                repaired |= !text.equals(before);
            }
            text = tidy(withoutMarkup(text), lines);
            if (text.equals(before)) {
                break;
            }
            if (round == MAX_ROUNDS - 1) {
                text = tidy(disarm(text), lines);
            }
        }
        if (text.isEmpty()) {
            return Reading.refused(CLEANED, typed, null);
        }
        if (isNothing(text)) {
            return Reading.refused(EMPTY_WORD, typed, null);
        }
        var reading = Reading.ofText(typed, text, repaired ? REPAIRED : CLEANED);
        if (FORMULA_LIKE.matcher(text).matches()) {
            reading = reading.after(List.of(new Reading.Note(FORMULA, text, null)));
        }
        return text.indexOf(LOST_SIGN) < 0 ? reading : reading.after(List.of(new Reading.Note(LOST, text, null)));
    }

    /** Whether the word stands for an absent value: {@code NULL}, {@code -}, {@code k. A.}. */
    static boolean isNothing(String text) {
        return text.length() < 16 && NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static String withoutMarkup(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        var plain = NESTED_AMPERSAND.matcher(text).replaceAll("&");
        if (!MARKUP.matcher(plain).find()) {
            return plain;
        }
        // Line breaks of plain text with a single entity in it are the writer's own.
        var html = plain.indexOf('<') < 0 ? plain.replace("\n", "<br>") : plain;
        var words = new StringBuilder();
        // "Einkommen <1000" and "x<y" are no tags, and a parser would swallow what follows.
        Document document = Jsoup.parseBodyFragment(LONE_SIGN.matcher(html).replaceAll("&lt;"));
        document.select("script, style, template, head, noscript").remove();
        NodeTraversor.traverse(
                (Node node, int depth) -> {
                    if (node instanceof TextNode leaf) {
                        words.append(leaf.getWholeText().replace('\n', ' '));
                    } else if (node instanceof Element element && BLOCKS.contains(element.normalName())) {
                        words.append('\n');
                    }
                },
                document.body());
        return words.toString();
    }

    private static String disarm(String text) {
        return text.replace("<", "").replace("&", "");
    }

    private static String tidy(String text, boolean lines) {
        var composed = Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        var out = new StringBuilder(composed.length());
        var breaks = 0;
        var blank = false;
        for (var i = 0; i < composed.length(); ) {
            var c = composed.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\n'
                    || c == '\r'
                    || c == '\u2028'
                    || c == '\u2029'
                    || c == '\u0085'
                    || c == '\u000b'
                    || c == '\f') {
                if (c == '\r' && i < composed.length() && composed.charAt(i) == '\n') {
                    continue;
                }
                breaks++;
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = true;
            } else if (isVisible(c)) {
                if (!out.isEmpty() && (breaks > 0 || blank)) {
                    out.append(breaks == 0 || !lines ? " " : breaks == 1 ? "\n" : "\n\n");
                }
                breaks = 0;
                blank = false;
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    private static boolean hasUmlautDamage(String text) {
        for (var i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case 'Ã', 'Â', 'â', 'Å', 'Ä' -> {
                    if (i + 1 < text.length() && text.charAt(i + 1) > 0x7f) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    /** Every run of non-ASCII characters that is exactly UTF-8 read as Windows-1252 becomes what it was. */
    private static String repair(String text) {
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); ) {
            var end = i;
            while (end < text.length() && text.charAt(end) > 0x7f) {
                end++;
            }
            if (end == i) {
                out.append(text.charAt(i++));
            } else {
                var run = text.substring(i, end);
                var right = run.length() < 2 ? null : decoded(run);
                out.append(right == null ? run : right);
                i = end;
            }
        }
        return out.toString();
    }

    private static @Nullable String decoded(String run) {
        var bytes = new byte[run.length()];
        for (var i = 0; i < run.length(); i++) {
            var c = run.charAt(i);
            if (c <= 0xff) {
                bytes[i] = (byte) c;
                continue;
            }
            var one = String.valueOf(c).getBytes(WINDOWS);
            if (one.length != 1 || one[0] == '?') {
                return null;
            }
            bytes[i] = one[0];
        }
        try {
            var right = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return right.chars().anyMatch(c -> Character.getType(c) == Character.CONTROL) ? null : right;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

package de.hilfenetz.normalise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells persons from desks: what belongs to a named person stays out of what is published, unless there is a recorded basis
 * for it (reliability section 4). A mobile number or mailbox of a desk stays.
 */
final class Persons {

    static final Rule MAILBOX = Rule.warning(
            "e-mail-persoenlich",
            "„{value}“ ist das Postfach einer Person und wird nicht veröffentlicht. Bitte das Postfach der Stelle angeben, etwa"
                    + " info@… Soll die Person genannt werden, trägt der Betreiber Grundlage und Ende in der Datenquelle ein"
                    + " (persons).",
            "\"{value}\" is a person's mailbox and is not published. Please give the desk's, such as info@… If the person is to be"
                    + " named, the operator notes basis and end in the feed (persons).");
    static final Rule MOBILE = Rule.warning(
            "mobilnummer-privat",
            "„{value}“ ist die Mobilnummer einer Person und wird nicht veröffentlicht. Bitte die Nummer der Stelle angeben, ohne"
                    + " Namen dabei. Soll die Person genannt werden, trägt der Betreiber Grundlage und Ende in der Datenquelle"
                    + " ein (persons).",
            "\"{value}\" is a person's mobile number and is not published. Please give the desk's number, without a name beside it."
                    + " If the person is to be named, the operator notes basis and end in the feed (persons).");
    static final Rule IN_TEXT = Rule.warning(
            "text-mit-person",
            "Der Text in „{field}“ nennt eine Person mit ihrer Nummer oder ihrem Postfach und wird nicht veröffentlicht. Bitte"
                    + " beides aus dem Text nehmen; Telefon und E-Mail der Stelle haben eigene Felder.",
            "The text in \"{field}\" names a person with a number or mailbox and is not published. Please take both out of the text;"
                    + " phone and mail of the desk have fields of their own.");

    private static final Set<String> GIVEN = names();

    /** Second parts that make a house or a service of a given name: maria.hilf, martin.luther. */
    private static final Pattern NO_SURNAME = Pattern.compile(
            "st|sankt|hilf|luther|luxemburg|king|haus|heim|stift|hospiz|hospital|krankenhaus|kirche|gemeinde|schule|kita|treff|zentrum|verein"
                    + "|.*(?:haus|heim|stift|hilfe|beratung|dienst|stelle|schule|zentrum|gemeinde)");

    private static final Pattern DESK = Pattern.compile(
            "(?:info|kontakt|service|team|office|buero|post|mail|sekretariat|verwaltung|leitung|kita|beratung|hilfe|haus|zentrum|treff"
                    + "|amt|presse|empfang|anmeldung|termin|jugend|senioren|familie|soziales|pflege|sucht|schulden|krise|notruf).*"
                    + "|.*(?:hilfe|beratung|dienst|haus|zentrum|treff|stelle|kita|schule|amt|buero|verein|verband|pflege)");
    private static final Pattern PARTS = Pattern.compile("[._-]");
    private static final Pattern PRIVATE = Pattern.compile("(?i)(?<!\\p{L})privat(?:e|nummer)?(?!\\p{L})");
    private static final Pattern EXTENSION =
            Pattern.compile("(?i)(?<!\\p{L})(?:durchwahl|dw|app|apparat|nst)[\\s:.-]{0,3}\\d{1,6}");
    /** What stands between the digits of a number. */
    private static final String BETWEEN = " ()/.-\u00a0";

    private static final int FEWEST_DIGITS = 7;
    private static final Pattern MAILBOX_IN_TEXT = Pattern.compile("[\\w.+-]{3,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");
    private static final int BESIDE = 80;

    /** As they stand before a name. */
    private static final Set<String> TITLES = Set.of(
            "Frau",
            "Herr",
            "Herrn",
            "Hr.",
            "Fr.",
            "Dr.",
            "Prof.",
            "Dipl.",
            "Mr.",
            "Mrs.",
            "Ms.",
            "Ansprechpartner",
            "Ansprechpartnerin");

    private static final Set<String> NO_NAMES = Set.of("frau", "herr", "herrn", "prof", "dipl", "mrs");
    private static final List<String> TEXTS = List.of("description", "alert", "eligibility", "procedure", "transport");

    private Persons() {}

    private static Set<String> names() {
        try (var file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Persons.class.getResourceAsStream("given-names.txt")), UTF_8))) {
            return file.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a text names a person: with a title, or by a given name and another one. */
    static boolean isNamed(String text) {
        var before = "";
        for (var begin = 0; begin < text.length(); ) {
            var end = begin;
            while (end < text.length() && !isBlank(text.charAt(end))) {
                end++;
            }
            var word = end == begin ? "" : bare(text, begin, end);
            if (!word.isEmpty()
                    && Character.isUpperCase(word.charAt(0))
                    && (TITLES.contains(before) || (isGiven(before) && !isHouse(word)))) {
                return true;
            }
            before = word.isEmpty() ? before : word;
            begin = end + 1;
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\u00a0';
    }

    /** A word without the signs before it and the comma, colon or bracket behind it; a comma parts names too. */
    private static String bare(String text, int begin, int end) {
        var from = begin;
        while (from < end && !Character.isLetter(text.charAt(from))) {
            from++;
        }
        var until = end;
        while (until > from && ":)\"".indexOf(text.charAt(until - 1)) >= 0) {
            until--;
        }
        return text.substring(from, until);
    }

    static boolean isGiven(String word) {
        if (word.isEmpty() || !Character.isUpperCase(word.charAt(0))) {
            return false;
        }
        var hyphen = word.indexOf('-');
        return GIVEN.contains((hyphen < 0 ? word : word.substring(0, hyphen)).toLowerCase(Locale.GERMAN));
    }

    static boolean isHouse(String name) {
        return NO_SURNAME.matcher(name.toLowerCase(Locale.GERMAN)).matches();
    }

    /** Whether words beside a number say that it is a person's own. */
    static boolean isPrivate(String words) {
        return PRIVATE.matcher(words).find() || isNamed(words);
    }

    /** anna.muster@, muster-anna@, a.muster@; not info.bilk@, maria-hilf@ or k.beratung@. */
    static boolean isPersonal(String mailbox) {
        var local = mailbox.substring(0, Math.max(0, mailbox.indexOf('@')))
                .toLowerCase(Locale.GERMAN)
                .replaceFirst("\\d{1,4}$", "");
        var parts = PARTS.split(local, -1);
        if (parts.length < 2 || parts.length > 3) {
            return false;
        }
        for (var part : parts) {
            if (DESK.matcher(part).matches() || NO_SURNAME.matcher(part).matches()) {
                return false;
            }
        }
        var first = parts[0];
        var last = parts[parts.length - 1];
        return (GIVEN.contains(first) && last.length() > 1)
                || (GIVEN.contains(last) && first.length() > 1)
                || (first.length() == 1 && last.length() >= 4 && local.charAt(1) == '.');
    }

    /** Takes out of a finished contact what belongs to the person it names; {@code person} is null where it names none. */
    static void takeOut(Form form, @Nullable String person) {
        var contact = form.to();
        var email = contact.path("email").asText("");
        if (!email.isEmpty()
                && !form.setting().mayName(email)
                && (isPersonal(email) || (person != null && isOf(person, email)))) {
            contact.remove("email");
            form.remarks().tell(MAILBOX, null, form.at("email"), email, null);
        }
        var index = 0;
        for (var phones = contact.path("phones").iterator(); phones.hasNext(); index++) {
            var phone = phones.next();
            var number = phone.path("number").asText();
            if (phone.path("type").asText().equals("cell")
                    && person != null
                    && !form.setting().mayName(number)) {
                phones.remove();
                form.remarks().tell(MOBILE, null, form.at("phones/" + index), number, null);
            }
        }
        if (contact.path("phones").isEmpty()) {
            contact.remove("phones");
        }
    }

    /** muster@ of Anna Muster; not reception@. */
    private static boolean isOf(String person, String mailbox) {
        var local = folded(mailbox.substring(0, Math.max(0, mailbox.indexOf('@'))));
        return Arrays.stream(folded(person).split("[^a-z]+", -1))
                .anyMatch(name -> name.length() > 2 && !NO_NAMES.contains(name) && local.contains(name));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
    }

    /**
     * Takes out of a finished record the texts that name a person with a number or a mailbox, and out of the others who is in
     * charge. The texts are judged as they were given: without the name, number and mailbox would pass for the desk's.
     */
    static void takeOutTexts(Form form) {
        var record = form.to();
        for (var name : TEXTS) {
            if (!(record.get(name) instanceof ObjectNode texts)) {
                continue;
            }
            if (tells(texts, record)) {
                record.remove(name);
                form.remarks()
                        .add(Finding.of(IN_TEXT, form.remarks().placeOf(null), "/" + name, null)
                                .with("field", name));
            } else {
                takeOutNames(form, texts, name);
            }
        }
    }

    private static void takeOutNames(Form form, ObjectNode texts, String name) {
        for (var text : List.copyOf(texts.properties())) {
            var before = text.getValue().asText();
            var after = InCharge.takeOut(before);
            if (after.equals(before)) {
                continue;
            }
            if (after.isEmpty()) {
                texts.remove(text.getKey());
            } else {
                texts.put(text.getKey(), after);
            }
            form.remarks().tell(PhoneNumbers.PERSON, null, form.at(name), null, null);
        }
        if (texts.isEmpty()) {
            form.to().remove(name);
        }
    }

    private static boolean tells(JsonNode texts, JsonNode record) {
        for (var text : texts) {
            if (tells(text.asText(), record)) {
                return true;
            }
        }
        return false;
    }

    /** @param record the mobile numbers it has itself are the desk's */
    private static boolean tells(String text, JsonNode record) {
        if (text.indexOf('@') >= 0
                && MAILBOX_IN_TEXT.matcher(text).results().anyMatch(match -> isPersonal(match.group()))) {
            return true;
        }
        for (var begin = 0; begin < text.length(); begin++) {
            var c = text.charAt(begin);
            if ((c != '0' && c != '+') || (begin > 0 && isPartOfNumber(text.charAt(begin - 1)))) {
                continue;
            }
            var end = endOfNumber(text, begin);
            var national = national(text.substring(begin, end));
            if (national.length() < FEWEST_DIGITS) {
                continue;
            }
            if (isNamed(beside(text, begin, end))
                    || (isMobile(national) && !numbers(record).contains(national))) {
                return true;
            }
            begin = end;
        }
        return hasExtensionWord(text)
                && EXTENSION
                        .matcher(text)
                        .results()
                        .anyMatch(match -> isNamed(beside(text, match.start(), match.end())));
    }

    private static boolean isPartOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':';
    }

    /** Where a number that begins at {@code begin} ends: digits, and what people write between them. */
    private static int endOfNumber(String text, int begin) {
        var end = begin + 1;
        for (var at = end; at < text.length() && at - begin < 30; at++) {
            var c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                end = at + 1;
            } else if (BETWEEN.indexOf(c) < 0) {
                break;
            }
        }
        return end;
    }

    private static String beside(String text, int begin, int end) {
        return text.substring(Math.max(0, begin - BESIDE), Math.min(text.length(), end + BESIDE));
    }

    private static boolean isMobile(String national) {
        return national.length() >= 9
                && national.charAt(0) == '1'
                && national.charAt(1) >= '5'
                && national.charAt(1) <= '7';
    }

    /** Texts are long and these words rare: looked for before the pattern is. */
    private static boolean hasExtensionWord(String text) {
        return text.contains("urchwahl")
                || text.contains("DW")
                || text.contains("pparat")
                || text.contains("App")
                || text.contains("Nst");
    }

    private static Set<String> numbers(JsonNode record) {
        return record.findValuesAsText("number").stream().map(Persons::national).collect(Collectors.toSet());
    }

    private static String national(String number) {
        var digits = number.replace("(0)", "").replaceAll("[^+0-9]", "");
        return digits.replaceFirst("^(?:\\+49|0049|0)", "");
    }
}

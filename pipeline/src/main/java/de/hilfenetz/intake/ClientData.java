package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.read.Readers;
import de.hilfenetz.read.Sink;
import de.hilfenetz.read.UnreadableDelivery;
import de.hilfenetz.read.UnreadableRecord;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a list of people who are helped where a list of services was expected: an old database sends the wrong table
 * (users.md point 3; § 35 SGB I, § 203 StGB). By names of fields, and by numbers that only persons have, where they are right
 * by their check digits and several differ. Values are never told.
 */
final class ClientData {

    /** The wrong table. */
    static final Rule FOUND = Rule.error(
            "klientendaten",
            "Diese Lieferung sieht nach Angaben über Menschen aus, denen geholfen wird ({what}). Sie wurde nicht angenommen und"
                    + " nicht aufbewahrt. Bitte nur Angebote, Träger und Orte liefern. Ist das Feld harmlos, trägt der Betreiber"
                    + " seinen Namen bei der Datenquelle ein (harmless).",
            "This delivery looks as if it told of people who are helped ({what}). It was not taken and not kept. Please deliver"
                    + " services, organizations and places only. If the field is harmless, the operator enters its name with the"
                    + " feed (harmless).");

    /** The same in what is public since a time when nobody looked for it: refusing it now would keep it as it is for good. */
    static final Rule PUBLISHED = Rule.warning(
            "klientendaten-veroeffentlicht",
            "Diese Lieferung sieht nach Angaben über Menschen aus, denen geholfen wird ({what}). Sie ist schon veröffentlicht und"
                    + " gilt weiter; eine neue mit diesem Feld wird nicht angenommen. Bitte lassen Sie es weg. Der Betreiber prüft:"
                    + " Ist das Feld harmlos, trägt er seinen Namen bei der Datenquelle ein (harmless), sonst löscht er die"
                    + " Lieferung (forget).",
            "This delivery looks as if it told of people who are helped ({what}). It is public already and stays in force; a new one"
                    + " with this field is not taken. Please leave it out. The operator looks at it: if the field is harmless, its"
                    + " name is entered with the feed (harmless), otherwise the delivery is deleted (forget).");

    /** So many records are looked at before a delivery is kept; the rest when it is processed, unless that has to wait. */
    private static final int FIRST = 500;

    /** A provider has an account for donations, perhaps two. */
    private static final int NUMBERS = 3;

    /** Names of fields that need not be looked at again; where keys are data, there is no end of them. */
    private static final int REMEMBERED = 10_000;

    /** Of a name in lower case without anything but letters. */
    private static final Pattern NAME =
            Pattern.compile("geb|gebdat|gebdatum|geboren(?:am)?|.*geburts(?:datum|tag|name|ort|jahr).*"
                    + "|dateofbirth|birth(?:date|day)|dob"
                    + "|(?:klient|klientin|mandant|mandantin|patient|patientin|client)(?:en|innen)?"
                    + "(?:name|vorname|nachname|nr|nummer|number|id|adresse|anschrift|daten)"
                    + "|klient|klientin|fall(?:nummer|nr|id)|.*aktenzeichen|case(?:number|no|id)"
                    + "|(?!spende).*iban|.*(?:versicherten|krankenkassen|sozialversicherungs|rentenversicherungs)(?:nummer|nr)"
                    + "|kvnr|svnr|diagnosen?|diagnoseschlüssel|icd(?:code)?");

    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final Pattern INSURED = Pattern.compile("[A-Z]\\d{9}");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private final Set<String> harmless;
    private final Set<String> names = new HashSet<>();
    private final Set<String> numbers = new HashSet<>();

    ClientData(Feed feed) {
        harmless = feed.harmless().stream().map(ClientData::plain).collect(Collectors.toSet());
    }

    /** What must not be kept among the first records of a delivery, or all that wait; what cannot be read is no matter here. */
    static Optional<Finding> inspect(Feed feed, String fileName, InputStream plain) throws IOException {
        return inspect(feed, fileName, plain, feed.release().from() == null ? FIRST : Integer.MAX_VALUE);
    }

    /** The same among all its records. */
    static Optional<Finding> inspectAll(Feed feed, String fileName, InputStream plain) throws IOException {
        return inspect(feed, fileName, plain, Integer.MAX_VALUE);
    }

    private static Optional<Finding> inspect(Feed feed, String fileName, InputStream plain, int most)
            throws IOException {
        if (feed.format().isEditorial()) {
            return Optional.empty();
        }
        var looking = new Looking(new ClientData(feed), most);
        try {
            Readers.read(feed, fileName, plain, looking);
        } catch (UnreadableDelivery | Enough end) {
            return Optional.ofNullable(looking.found);
        }
        return Optional.ofNullable(looking.found);
    }

    /** What in this record must not be kept, with all that was seen before it. */
    Optional<Finding> look(RawRecord.Tree tree, Place place) {
        return Optional.ofNullable(look(tree.root(), null, tree, place));
    }

    private @Nullable Finding look(JsonNode node, @Nullable String name, RawRecord.Tree tree, Place record) {
        if (node.isObject()) {
            for (var member : node.properties()) {
                var key = member.getKey();
                if (isNew(key) && NAME.matcher(plain(key)).matches() && !harmless.contains(plain(key))) {
                    var at = tree.places().getOrDefault(member.getValue(), record.in(key));
                    return Finding.of(FOUND, at, null, null).with("what", "„" + key + "“");
                }
                var found = look(member.getValue(), key, tree, record);
                if (found != null) {
                    return found;
                }
            }
        } else if (node.isArray()) {
            for (var item : node) {
                var found = look(item, name, tree, record);
                if (found != null) {
                    return found;
                }
            }
        } else if (node.isTextual()
                && isPersonal(node.textValue())
                && !(name != null && harmless.contains(plain(name)))
                && numbers.add(node.textValue().replace(" ", ""))
                && numbers.size() >= NUMBERS) {
            return Finding.of(FOUND, tree.places().getOrDefault(node, record), null, null)
                    .with("what", "IBAN, Versichertennummer");
        }
        return null;
    }

    private boolean isNew(String name) {
        return names.size() >= REMEMBERED || names.add(name);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.GERMAN).replaceAll("\\P{L}", "");
    }

    private static boolean isPersonal(String text) {
        if (text.length() < 10 || text.length() > 42 || !Character.isUpperCase(text.charAt(0))) {
            return false;
        }
        var compact = text.replace(" ", "");
        return (IBAN.matcher(compact).matches() && isIban(compact))
                || (INSURED.matcher(compact).matches() && isInsured(compact));
    }

    /** ISO 13616: the country and its check digits moved to the end, letters as numbers from 10, modulo 97 is 1. */
    private static boolean isIban(String text) {
        var number = new StringBuilder();
        (text.substring(4) + text.substring(0, 4)).chars().forEach(c -> number.append(Character.digit(c, 36)));
        return new BigInteger(number.toString()).mod(NINETY_SEVEN).intValue() == 1;
    }

    /** § 290 SGB V: the letter as two digits, weights 1 and 2 in turn, cross sums, modulo 10. */
    private static boolean isInsured(String text) {
        var digits = "%02d".formatted(text.charAt(0) - 'A' + 1) + text.substring(1, 9);
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var product = Character.digit(digits.charAt(i), 10) * (i % 2 + 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == Character.digit(text.charAt(9), 10);
    }

    /** Ends reading. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    private static final class Looking implements Sink {

        private final ClientData data;
        private final int most;
        private @Nullable Finding found;
        private int records;

        Looking(ClientData data, int most) {
            this.data = data;
            this.most = most;
        }

        @Override
        public void note(Finding finding) {}

        @Override
        public void accept(RawRecord record, List<Finding> findings) {
            try {
                found = data.look(record.parse().get(), record.place()).orElse(null);
            } catch (UnreadableRecord held) {
                return; // its processing says why
            } finally {
                records++;
            }
            if (found != null || records >= most) {
                throw new Enough();
            }
        }
    }

    /** The rules. */
    static List<Rule> rules() {
        return List.of(FOUND, PUBLISHED);
    }
}

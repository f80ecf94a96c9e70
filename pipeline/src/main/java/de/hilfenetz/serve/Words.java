package de.hilfenetz.serve;

import de.hilfenetz.record.Service;
import de.hilfenetz.record.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The site's texts in one language, from {@code site/i18n/{language}.properties}, and that language's way to write numbers
 * and days.
 */
public final class Words {

    /** The city's own time. */
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Properties texts;
    private final Properties german;
    private final Locale locale;

    private Words(Properties texts, Properties german, Locale locale) {
        this.texts = texts;
        this.german = german;
        this.locale = locale;
    }

    /** The German texts. */
    public static Words german() {
        var texts = load("de");
        return new Words(texts, texts, Locale.GERMANY);
    }

    /** The English texts; where one is missing, the German one. */
    public static Words english() {
        return new Words(load("en"), load("de"), Locale.UK);
    }

    private static Properties load(String language) {
        var name = "/site/i18n/" + language + ".properties";
        try (var stream = Words.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            var texts = new Properties();
            texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language: {@code de} or {@code en}. */
    public String tag() {
        return locale.getLanguage();
    }

    /** What the addresses of pages in this language begin with: nothing, or {@code /en}. */
    public String prefix() {
        return isGerman() ? "" : "/" + tag();
    }

    /** What {@code lang} says of a text of the data: null where it is in this language. */
    @Nullable
    String mark(@Nullable Texts text) {
        var language = text == null ? tag() : text.bestLanguage(tag());
        return language.equals(tag()) ? null : language;
    }

    /** The same of words that providers wrote for German readers only. */
    public @Nullable String markGerman() {
        return isGerman() ? null : Texts.GERMAN;
    }

    /** Whether this is the language of the data. */
    public boolean isGerman() {
        return tag().equals(Texts.GERMAN);
    }

    /** How this language writes days and numbers. */
    Locale locale() {
        return locale;
    }

    /** The text under {@code key}, with {@code {0}}, {@code {1}} … filled in. A missing key is our mistake and thrown. */
    public String of(String key, Object... values) {
        var text = texts.getProperty(key, german.getProperty(key));
        if (text == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        for (var i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** Whether there is a text under {@code key}. */
    public boolean has(String key) {
        return german.containsKey(key);
    }

    /** The problems that have a page of their own, in the order of their names. */
    public List<String> problems() {
        return german.stringPropertyNames().stream()
                .filter(key -> key.startsWith("problem.") && key.endsWith(".seite"))
                .map(key -> key.substring("problem.".length(), key.length() - ".seite".length()))
                .sorted()
                .toList();
    }

    /** {@code 1 Angebot}, {@code 1.204 Angebote}: from {@code {key}.eins} and {@code {key}.viele}. */
    public String count(String key, long number) {
        return of(key + (number == 1 ? ".eins" : ".viele"), number(number));
    }

    /** {@code 1.204}. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** {@code 1.204}, {@code 1.204,25}. */
    String decimalOrWhole(double number) {
        return number == Math.rint(number) ? number((long) number) : decimal(number);
    }

    /** {@code 1.204,25}. */
    public String decimal(double number) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(number);
    }

    /** {@code 214 KB}, in steps of 1,000 as portals do. */
    public String size(long bytes) {
        if (bytes < 1_000) {
            return of("groesse.byte", number(bytes));
        }
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(bytes < 10_000 || bytes >= 1_000_000 ? 1 : 0);
        return bytes < 1_000_000
                ? of("groesse.kilobyte", format.format(bytes / 1e3))
                : of("groesse.megabyte", format.format(bytes / 1e6));
    }

    /** A day in its long form: {@code 22. November 2026}. */
    public Views.When day(LocalDate day) {
        return new Views.When(
                day.toString(),
                DateTimeFormatter.ofPattern(of("form.tag"), locale).format(day));
    }

    /** {@code November 2026}. */
    public String month(YearMonth month) {
        return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(month);
    }

    /** The day of a moment, in Berlin. */
    public Views.When day(Instant at) {
        return day(LocalDate.ofInstant(at, BERLIN));
    }

    /** Whether there are free places, as far as that still says anything. */
    String places(Service.Availability availability, Instant now) {
        return of(availability.isStale(now) ? "zugang.veraltet" : "zugang.ampel." + availability.state());
    }

    /** The day of a moment in its short form: {@code 22.11.2026}. */
    public String shortDay(Instant at) {
        return DateTimeFormatter.ofPattern(of("form.kurz"), locale).format(LocalDate.ofInstant(at, BERLIN));
    }

    /** The same of a day in its ISO form, {@code 2026-11-22}. */
    String shortDay(String iso) {
        return of("form.kurz")
                .replace("dd", iso.substring(8))
                .replace("MM", iso.substring(5, 7))
                .replace("uuuu", iso.substring(0, 4));
    }

    /** A moment in Berlin: {@code 22. November 2026, 10:15 Uhr}. */
    public Views.When moment(Instant at) {
        var local = ZonedDateTime.ofInstant(at, BERLIN);
        return new Views.When(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local.withNano(0)),
                DateTimeFormatter.ofPattern(of("form.zeitpunkt"), locale).format(local));
    }

    /** Where something stands in a delivery, as records hold it: {@code angebote.csv, Zeile 17, Spalte zeiten}. */
    public String place(String said) {
        return said.replaceFirst(", Zeile (?=[0-9]+(?:,|$))", ", " + of("stelle.zeile") + " ")
                .replaceFirst(", Spalte ", ", " + of("stelle.spalte") + " ");
    }

    /** The name of a language by its BCP 47 tag: {@code Türkisch}; sign and simple language by their German names. */
    public String language(String tag) {
        var own = "sprache." + tag;
        if (has(own)) {
            return of(own);
        }
        var name = Locale.forLanguageTag(tag).getDisplayName(locale);
        return name.isBlank() ? tag : name;
    }
}

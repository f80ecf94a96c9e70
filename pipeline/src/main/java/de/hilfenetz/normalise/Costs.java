package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What something costs: {@code kostenfrei}, {@code 5 €}, {@code 2,50 EUR}. Whatever says more than one amount stays text. */
public final class Costs {

    static final Rule READ = Rule.info(
            "kosten-gelesen",
            "Die Kosten „{value}“ wurden als {suggestion} übernommen; der Text bleibt.",
            "The cost \"{value}\" was taken as {suggestion}; the text stays.");
    static final Rule UNREADABLE = Rule.warning(
            "kosten-unlesbar",
            "„{value}“ ist kein Betrag und wird nicht übernommen. Erwartet wird eine Zahl wie 2,50.",
            "\"{value}\" is no amount and is not taken. Expected is a number like 2.50.");

    private static final int MAX = 60;
    private static final Set<String> FREE = Set.of(
            "kostenfrei",
            "kostenlos",
            "gratis",
            "frei",
            "unentgeltlich",
            "gebührenfrei",
            "free",
            "free of charge",
            "keine",
            "keine kosten",
            "no charge",
            "die teilnahme ist kostenlos",
            "die beratung ist kostenlos",
            "das angebot ist kostenlos",
            "die beratung ist kostenfrei",
            "das angebot ist kostenfrei");
    private static final Map<String, String> CURRENCIES = Map.of(
            "€", "EUR", "eur", "EUR", "euro", "EUR", "£", "GBP", "gbp", "GBP", "$", "USD", "usd", "USD", "chf", "CHF");
    private static final String SIGN = "(€|eur|euro|£|gbp|\\$|usd|chf)";
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:" + SIGN + "\\s?)?(\\d{1,6}|\\d{1,3}\\.\\d{3})(?:([.,])(\\d{2}|-|--|–))?(?:\\s?" + SIGN + ")?");

    private Costs() {}

    /** An amount and its currency; a currency not said is null. */
    public record Amount(BigDecimal amount, @Nullable String currency) {}

    /** The amount that a text says and nothing else; none for any other text, which is no fault. */
    public static Reading<Amount> parse(String typed) {
        var text = typed.strip().toLowerCase(Locale.GERMAN);
        if (text.isEmpty() || text.length() > MAX) {
            return Reading.absent();
        }
        if (isFree(text)) {
            return Reading.changed(new Amount(BigDecimal.ZERO, "EUR"), READ, typed, "0 EUR");
        }
        var match = AMOUNT.matcher(text);
        if (!match.matches() || (match.group(1) != null && match.group(5) != null)) {
            return Reading.absent();
        }
        var sign = match.group(1) != null ? match.group(1) : match.group(5);
        var whole = match.group(2).replace(".", "");
        var cents = match.group(4) == null
                        || match.group(4).contains("-")
                        || match.group(4).equals("–")
                ? ""
                : "." + match.group(4);
        var amount = new BigDecimal(whole + cents);
        var currency = sign == null ? null : CURRENCIES.get(sign);
        return Reading.changed(
                new Amount(amount, currency), READ, typed, amount + (currency == null ? "" : " " + currency));
    }

    /** Whether the text says that nothing has to be paid, and nothing else. */
    public static boolean isFree(String typed) {
        var text = typed.strip().toLowerCase(Locale.GERMAN);
        return FREE.contains(text.endsWith(".") || text.endsWith("!") ? text.substring(0, text.length() - 1) : text);
    }

    /** A currency code. */
    public static Reading<String> parseCurrency(String typed) {
        var text = typed.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Reading.absent();
        }
        var code = CURRENCIES.getOrDefault(text, text.matches("[a-z]{3}") ? text.toUpperCase(Locale.ROOT) : "");
        return code.isEmpty() ? Reading.refused(UNREADABLE, typed, null) : Reading.ofText(typed, code, READ);
    }
}

package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Web addresses: http and https only. */
public final class Urls {

    static final Rule READ = Rule.info(
            "url-vereinheitlicht",
            "Die Webadresse „{value}“ wurde als „{suggestion}“ übernommen.",
            "The web address \"{value}\" was taken as \"{suggestion}\".");
    static final Rule UNREADABLE = Rule.warning(
            "url-unlesbar",
            "„{value}“ ist keine Webadresse und wird nicht veröffentlicht. Erwartet wird"
                    + " https://www.beispiel.de/seite.",
            "\"{value}\" is no web address and is not published. Expected is https://www.example.org/page.");

    private static final Pattern SEPARATORS = Pattern.compile(
            "(?:[;|,]|\\s(?i:und|oder|and|or))?\\s+(?=(?i:https?:|www\\.))|[;|](?=(?i:https?:|www\\.))");
    private static final Pattern SENTENCE_END = Pattern.compile("[,;.!]+$");
    private static final Pattern SLASHES = Pattern.compile("^(?i)(https?):/*");
    private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*:(?!\\d)");
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final AddressList ADDRESSES =
            new AddressList(2000, UnaryOperator.identity(), SEPARATORS, Urls::one, READ, UNREADABLE);

    private Urls() {}

    /** One address. */
    public static Reading<String> parse(String typed) {
        return ADDRESSES.first(typed);
    }

    /** All addresses of a field, in order, each once; null where there is none. */
    public static Reading<List<String>> parseAll(String typed) {
        return ADDRESSES.all(typed);
    }

    private static Optional<String> one(String part) {
        var text = SENTENCE_END.matcher(part.replace("\\", "/")).replaceFirst("");
        text = SLASHES.matcher(text).replaceFirst("$1://");
        text = text.startsWith("//") ? "https:" + text : text;
        if (!SCHEME.matcher(text).find()) {
            text = "https://" + text;
        }
        var colon = text.indexOf(':');
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if ((!scheme.equals("http") && !scheme.equals("https")) || !text.startsWith("://", colon)) {
            return Optional.empty();
        }
        var rest = text.substring(colon + 3);
        var slash = firstOf(rest, "/?#");
        var authority = rest.substring(0, slash);
        var port = authority.indexOf(':');
        var host = Emails.asciiHost(port < 0 ? authority : authority.substring(0, port));
        if (!HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            var path = rest.substring(slash);
            var address = scheme + "://" + host + (port < 0 ? "" : authority.substring(port))
                    + escape(path.isEmpty() ? "/" : path);
            return Optional.ofNullable(new URI(address).getHost()).map(named -> address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static int firstOf(String text, String marks) {
        for (var i = 0; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Percent-encodes what an address may not hold; what is encoded stays. */
    private static String escape(String path) {
        var out = new StringBuilder(path.length() + 8);
        path.codePoints().forEach(c -> {
            if (c > 0x20 && c < 0x7f && "\"<>\\^`{|}[]".indexOf(c) < 0) {
                out.append((char) c);
            } else {
                for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append("%02X".formatted(b & 0xff));
                }
            }
        });
        return out.toString();
    }
}

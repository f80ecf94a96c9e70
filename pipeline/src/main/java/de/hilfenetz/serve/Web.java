package de.hilfenetz.serve;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses out of records, before they may stand in a {@code href}: escaping alone would let {@code javascript:} run. */
final class Web {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"'?&]+@[^\\s@<>\"'?&/]+\\.[^\\s@<>\"'?&/]+");
    private static final int LONGEST_TEXT = 60;

    private Web() {}

    /** The address where it is an absolute http(s) one with a host; else null. */
    static @Nullable String href(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            var uri = new URI(address.strip());
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null ? uri.toString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** {@code mailto:} where it looks like an address; else null. */
    static @Nullable String mailto(String email) {
        return EMAIL.matcher(email).matches() ? "mailto:" + email : null;
    }

    /** How an address is shown: without scheme and last slash, not longer than a line. */
    static String text(String address) {
        var text = address.strip().replaceFirst("(?i)^https?://(www\\.)?", "").replaceFirst("/$", "");
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }

    /** A telephone number as people in Germany dial it: {@code 0211 8991} for {@code +49 211 8991}. */
    static String national(String number) {
        return number.startsWith("+49 ") ? "0" + number.substring(4) : number;
    }
}

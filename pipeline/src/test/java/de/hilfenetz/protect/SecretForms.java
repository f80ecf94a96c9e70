package de.hilfenetz.protect;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** An invented refuge's address, line, mailbox and position in more than 120 forms, by encoders that are not ours. */
public final class SecretForms {

    public static final String STREET = "Stillräumer Straße";
    public static final String NUMBER = "17";
    public static final String PHONE = "+49 221 4710998";
    public static final String EMAIL = "haus.still@refugium.example.org";
    public static final double LAT = 51.234591;
    public static final double LON = 6.812347;

    private SecretForms() {}

    /** What a scan or a look-up must know whatever surrounds it. */
    public static List<String> all() {
        var forms = new ArrayList<String>();
        for (var address : List.of(
                "Stillräumer Straße 17",
                "Stillräumer Str. 17",
                "Stillräumerstr 17",
                "Stillraeumer Strasse 17",
                "Stillräumer-Straße 17",
                "STILLRÄUMER STRASSE 17",
                "17 Stillräumer Straße")) {
            for (var encode : encoders()) {
                forms.add(encode.apply(address));
            }
        }
        for (var phone :
                List.of("+49 221 4710998", "0221 4710998", "0221/4710-998", "(0221) 47 10 998", "+492214710998")) {
            forms.add(phone);
            forms.add(URLEncoder.encode(phone, StandardCharsets.UTF_8));
            forms.add("tel:" + phone.replaceAll("[^+0-9]", ""));
        }
        forms.add("00492214710998");
        for (var encode : encoders()) {
            forms.add(encode.apply(EMAIL));
        }
        forms.add("haus.still(at)refugium.example.org");
        forms.add("haus.still [at] refugium [dot] example [dot] org");
        forms.add("mailto:Haus.Still@Refugium.example.org");
        forms.add("51.234591, 6.812347");
        forms.add("51,2346 6,8123");
        forms.add("POINT(6.812347 51.234591)");
        forms.add("https://example.org/?mlat=51.23459&mlon=6.81235");
        forms.add("geo:51.2346,6.8123");
        forms.add(Disguises.geohash(LAT, LON));
        forms.add(Disguises.geohash(LAT, LON).substring(0, 7));
        forms.add(new StringBuilder(Disguises.plusCode(LAT, LON)).insert(8, '+').toString());
        return forms;
    }

    private static List<UnaryOperator<String>> encoders() {
        return List.of(
                text -> text,
                text -> text.toUpperCase(Locale.GERMAN),
                text -> text.toLowerCase(Locale.GERMAN),
                text -> text.replace(" ", "  "),
                text -> text.replace(" ", ""),
                text -> text.replace(" ", "_"),
                text -> text.replace(" ", "\u00a0"),
                text -> String.join("\u200b", text.split("")),
                text -> String.join(" ", text.split("")),
                text -> Normalizer.normalize(text, Normalizer.Form.NFD),
                text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
                text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
                text -> URLEncoder.encode(text, StandardCharsets.ISO_8859_1),
                text -> URLEncoder.encode(URLEncoder.encode(text, StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                text -> entities(text, "&#%d;"),
                text -> entities(text, "&#x%x;"),
                text -> text.replace("ä", "&auml;").replace("ß", "&szlig;"),
                SecretForms::escaped,
                text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                text -> base64(text, StandardCharsets.UTF_8, ""),
                text -> base64(text, StandardCharsets.UTF_8, "x"),
                text -> base64(text, StandardCharsets.UTF_8, "xy"),
                text -> base64(text, StandardCharsets.ISO_8859_1, ""),
                text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)),
                text -> new StringBuilder(text).reverse().toString());
    }

    private static String entities(String text, String format) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(format.formatted(c)));
        return out.toString();
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
        return out.toString();
    }

    private static String base64(String text, Charset charset, String before) {
        return Base64.getEncoder().encodeToString((before + text).getBytes(charset));
    }
}

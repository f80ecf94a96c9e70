package de.hilfenetz.protect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Forms of a secret that {@link Letters} cannot see through: Base64 at each of its three beginnings, hexadecimal, backwards,
 * rotated by thirteen, hashed; of a position: geohash, plus code, UTM, degrees with minutes and seconds.
 */
final class Disguises {

    private static final double SEMI_MAJOR = 6_378_137;
    private static final double ECCENTRICITY = 0.00669437999014;
    private static final String GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final String PLUS_CODE = "23456789CFGHJMPQRVWX";

    private Disguises() {}

    /** Forms of one spelling, to be looked for as they are. */
    static Set<String> ofText(String spelling) {
        var forms = new HashSet<String>();
        for (var variant :
                List.of(spelling, spelling.toLowerCase(Locale.GERMAN), spelling.toUpperCase(Locale.GERMAN))) {
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
                var bytes = variant.getBytes(charset);
                addBase64(bytes, forms);
                var hex = HexFormat.of().formatHex(bytes);
                forms.add(hex);
                forms.add(hex.toUpperCase(Locale.ROOT));
            }
            forms.add(rotated(variant));
        }
        return forms;
    }

    /** The letters that {@link Letters} would see of it backwards. */
    static String backwards(String spelling) {
        return Letters.plain(new StringBuilder(spelling).reverse().toString()).text();
    }

    /** What stays the same wherever in a longer text the bytes begin. */
    private static void addBase64(byte[] bytes, Set<String> forms) {
        for (var shift = 0; shift < 3; shift++) {
            var padded = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, padded, shift, bytes.length);
            var whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
            var begin = shift == 0 ? 0 : shift + 1;
            var end = whole.length() - (padded.length % 3 == 0 ? 0 : 1);
            if (end - begin >= 8) {
                var core = whole.substring(begin, end);
                forms.add(core);
                forms.add(core.replace('+', '-').replace('/', '_'));
            }
        }
    }

    private static String rotated(String text) {
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                out.append((char) ('a' + (c - 'a' + 13) % 26));
            } else if (c >= 'A' && c <= 'Z') {
                out.append((char) ('A' + (c - 'A' + 13) % 26));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Forms of a position as {@link Letters} sees them: precise ones only, for a coarse one is shared by half the city. */
    static Set<String> ofPosition(double lat, double lon) {
        var forms = new HashSet<String>();
        var geohash = geohash(lat, lon);
        for (var length = 7; length <= geohash.length(); length++) {
            forms.add(geohash.substring(0, length));
        }
        var plus = plusCode(lat, lon);
        forms.add(plus.toLowerCase(Locale.ROOT));
        forms.add(plus.substring(4).toLowerCase(Locale.ROOT) + "duesseldorf");
        var utm = utm32(lat, lon);
        forms.add(Math.round(utm[0]) + "" + Math.round(utm[1]));
        forms.add("32u" + Math.round(utm[0]) + Math.round(utm[1]));
        forms.add(sexagesimal(lat, 0) + "n" + sexagesimal(lon, 0) + "e");
        forms.add(sexagesimal(lat, 1) + "n" + sexagesimal(lon, 1) + "e");
        forms.add(sexagesimal(lat, 0) + "n" + sexagesimal(lon, 0) + "o");
        return forms;
    }

    static String geohash(double lat, double lon) {
        double south = -90;
        double north = 90;
        double west = -180;
        double east = 180;
        var out = new StringBuilder();
        var even = true;
        while (out.length() < 9) {
            var digit = 0;
            for (var bit = 0; bit < 5; bit++, even = !even) {
                var middle = even ? (west + east) / 2 : (south + north) / 2;
                var upper = (even ? lon : lat) >= middle;
                digit = digit << 1 | (upper ? 1 : 0);
                if (even) {
                    west = upper ? middle : west;
                    east = upper ? east : middle;
                } else {
                    south = upper ? middle : south;
                    north = upper ? north : middle;
                }
            }
            out.append(GEOHASH.charAt(digit));
        }
        return out.toString();
    }

    /** Ten digits (14 metres), without the plus sign. */
    static String plusCode(double lat, double lon) {
        var out = new StringBuilder();
        var y = (long) Math.floor((lat + 90) * 8000);
        var x = (long) Math.floor((lon + 180) * 8000);
        for (var pair = 0; pair < 5; pair++) {
            out.insert(0, PLUS_CODE.charAt((int) (x % 20)));
            out.insert(0, PLUS_CODE.charAt((int) (y % 20)));
            x /= 20;
            y /= 20;
        }
        return out.toString();
    }

    /** Degrees, minutes, seconds without what stands between them. */
    private static String sexagesimal(double degrees, int decimals) {
        var whole = (int) degrees;
        var minutes = (int) ((degrees - whole) * 60);
        var seconds = (degrees - whole - minutes / 60.0) * 3600;
        var text = String.format(Locale.ROOT, "%." + decimals + "f", seconds).replace(".", "");
        return "" + whole + minutes + text;
    }

    /** Easting and northing in metres, zone 32 (ETRS89). */
    static double[] utm32(double lat, double lon) {
        var phi = Math.toRadians(lat);
        var second = ECCENTRICITY / (1 - ECCENTRICITY);
        var n = SEMI_MAJOR / Math.sqrt(1 - ECCENTRICITY * Math.sin(phi) * Math.sin(phi));
        var t = Math.tan(phi) * Math.tan(phi);
        var c = second * Math.cos(phi) * Math.cos(phi);
        var a = Math.cos(phi) * Math.toRadians(lon - 9);
        var e2 = ECCENTRICITY * ECCENTRICITY;
        var e3 = e2 * ECCENTRICITY;
        var m = SEMI_MAJOR
                * ((1 - ECCENTRICITY / 4 - 3 * e2 / 64 - 5 * e3 / 256) * phi
                        - (3 * ECCENTRICITY / 8 + 3 * e2 / 32 + 45 * e3 / 1024) * Math.sin(2 * phi)
                        + (15 * e2 / 256 + 45 * e3 / 1024) * Math.sin(4 * phi)
                        - 35 * e3 / 3072 * Math.sin(6 * phi));
        var east = 0.9996
                        * n
                        * (a
                                + (1 - t + c) * Math.pow(a, 3) / 6
                                + (5 - 18 * t + t * t + 72 * c - 58 * second) * Math.pow(a, 5) / 120)
                + 500_000;
        var north = 0.9996
                * (m
                        + n
                                * Math.tan(phi)
                                * (a * a / 2
                                        + (5 - t + 9 * c + 4 * c * c) * Math.pow(a, 4) / 24
                                        + (61 - 58 * t + t * t + 600 * c - 330 * second) * Math.pow(a, 6) / 720));
        return new double[] {east, north};
    }
}

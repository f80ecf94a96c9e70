package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** WGS84 coordinates in degrees, from numbers or texts. Whether a place lies in the city is not judged here. */
public final class Coordinates {

    static final Rule READ = Rule.info(
            "koordinate-gelesen",
            "Die Koordinaten „{value}“ wurden als {suggestion} übernommen.",
            "The coordinates \"{value}\" were taken as {suggestion}.");
    static final Rule UTM = Rule.info(
            "koordinaten-aus-utm32",
            "Die Meterwerte „{value}“ (ETRS89/UTM 32) wurden als {suggestion} übernommen.",
            "The metres \"{value}\" (ETRS89/UTM 32) were taken as {suggestion}.");
    static final Rule SWAPPED = Rule.warning(
            "koordinaten-vertauscht",
            "Breite und Länge ({value}) waren vertauscht und wurden als {suggestion} übernommen. Bitte die Spalten"
                    + " prüfen.",
            "Latitude and longitude ({value}) were swapped and taken as {suggestion}. Please check the columns.");
    static final Rule UNREADABLE = Rule.warning(
            "koordinaten-unlesbar",
            "„{value}“ sind keine Koordinaten in Grad (WGS84) und werden nicht übernommen. Erwartet wird z. B. 51,2065"
                    + " und 6,7735. Hat die Tabellenkalkulation den Dezimalpunkt verändert?",
            "\"{value}\" are no coordinates in degrees (WGS84) and are not taken. Expected is for example 51.2065 and"
                    + " 6.7735.");
    static final Rule NULL_ISLAND = Rule.warning(
            "koordinaten-null",
            "Die Koordinaten 0, 0 liegen im Atlantik und werden nicht übernommen. Bitte leer lassen, was unbekannt"
                    + " ist.",
            "The coordinates 0, 0 lie in the Atlantic and are not taken. Please leave empty what is not known.");

    static final Rule ABROAD = Rule.warning(
            "koordinaten-nicht-in-deutschland",
            "Die Koordinaten {value} liegen nicht in Deutschland. Sie bleiben stehen; bitte prüfen, ob sie stimmen.",
            "The coordinates {value} do not lie in Germany. They stay; please check whether they are right.");

    private static final Pattern METRES = Pattern.compile("\\d{6,8}(?:[.,]\\d{1,4})?");
    /** 5.676.021,7: the decimal comma says that the points part thousands. */
    private static final Pattern GROUPED_METRES =
            Pattern.compile("\\d{1,2}(?:\\.\\d{3}){2},\\d{1,4}|\\d{3}\\.\\d{3},\\d{1,4}");

    private static final Pattern DEGREES = Pattern.compile("([+-]?\\d{1,3}(?:[.,]\\d{1,20})?)\\s?°?\\s?([NSEWO]?)");
    private static final Pattern PAIR = Pattern.compile(
            "([+-]?\\d{1,3}\\.\\d{1,20})\\s?°?\\s?N?\\s?[,; ]\\s?([+-]?\\d{1,3}\\.\\d{1,20})\\s?°?\\s?[EO]?");
    private static final Pattern COMMA_PAIR = Pattern.compile(
            "([+-]?\\d{1,3},\\d{1,20})\\s?°?\\s?N?(?:\\s?[;/]\\s?|,?\\s)([+-]?\\d{1,3},\\d{1,20})\\s?°?\\s?[EO]?");
    private static final Pattern METRE_PAIR =
            Pattern.compile("(\\d{6,8}(?:\\.\\d{1,4})?)\\s?[,;/ ]\\s?(\\d{6,8}(?:\\.\\d{1,4})?)");
    private static final String SEXAGESIMAL =
            "(\\d{1,2})°\\s?([0-5]?\\d)['′’]\\s?([0-5]?\\d(?:[.,]\\d{1,6})?)(?:[\"″”]|'')\\s?";
    private static final Pattern MINUTES_PAIR =
            Pattern.compile(SEXAGESIMAL + "N(?:\\s?[,;/]\\s?|\\s?)" + SEXAGESIMAL + "[EO]");
    private static final Pattern WKT = Pattern.compile(
            "POINT\\s?\\(\\s?([+-]?\\d{1,3}(?:\\.\\d{1,20})?)\\s([+-]?\\d{1,3}(?:\\.\\d{1,20})?)\\s?\\)");

    private Coordinates() {}

    /** A point; both in range. */
    public record Point(double lat, double lon) {

        @Override
        public String toString() {
            return lat + ", " + lon;
        }
    }

    /** Both in one text: "51.2065, 6.7735" (latitude first) or WKT. */
    public static Reading<Point> parse(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() <= 80) {
            var pair = PAIR.matcher(text);
            if (pair.matches()) {
                return parse(pair.group(1), pair.group(2))
                        .after(java.util.List.of(new Reading.Note(READ, typed, pair.group(1) + ", " + pair.group(2))));
            }
            for (var pattern : java.util.List.of(COMMA_PAIR, METRE_PAIR)) {
                var two = pattern.matcher(text);
                if (two.matches()) {
                    return parse(two.group(1), two.group(2));
                }
            }
            var minutes = MINUTES_PAIR.matcher(text);
            if (minutes.matches()) {
                var lat = sexagesimal(minutes, 1);
                var lon = sexagesimal(minutes, 4);
                return parse(lat, lon).after(java.util.List.of(new Reading.Note(READ, typed, lat + ", " + lon)));
            }
            var wkt = WKT.matcher(text);
            if (wkt.matches()) {
                return parse(wkt.group(2), wkt.group(1))
                        .after(java.util.List.of(new Reading.Note(READ, typed, wkt.group(2) + ", " + wkt.group(1))));
            }
        }
        return Reading.refused(UNREADABLE, cut(text), null);
    }

    /** Latitude and longitude as typed: decimal point or comma. */
    public static Reading<Point> parse(String typedLat, String typedLon) {
        if (isNone(typedLat) && isNone(typedLon)) {
            return Reading.absent();
        }
        var metres = metres(typedLat, typedLon);
        if (metres != null) {
            return metres;
        }
        var lat = degrees(typedLat);
        var lon = degrees(typedLon);
        var typed = cut(typedLat.strip()) + "; " + cut(typedLon.strip());
        if (lat == null || lon == null) {
            return Reading.refused(UNREADABLE, typed, null);
        }
        if (Math.abs(lat) < 0.01 && Math.abs(lon) < 0.01) {
            return Reading.refused(NULL_ISLAND, typed, null);
        }
        if (isInGermany(/* lat= */ lon, /* lon= */ lat)) {
            var turned = new Point(/* lat= */ lon, /* lon= */ lat);
            return Reading.changed(turned, SWAPPED, typed, turned.toString());
        }
        if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
            return Reading.refused(UNREADABLE, typed, null);
        }
        var point = new Point(lat, lon);
        if (!isInGermany(lat, lon)) {
            return new Reading<>(point, java.util.List.of(new Reading.Note(ABROAD, typed, null)));
        }
        return typedLat.indexOf(',') < 0 && typedLon.indexOf(',') < 0 && isPlain(typedLat) && isPlain(typedLon)
                ? Reading.of(point)
                : Reading.changed(point, READ, typed, point.toString());
    }

    /** Easting and northing in either order, as the surveying offices of the region give them; null where it is neither. */
    private static @Nullable Reading<Point> metres(String one, String other) {
        var first = plainMetres(one);
        var second = plainMetres(other);
        if (first == null || second == null) {
            return null;
        }
        var easting = Math.min(withoutZone(first), withoutZone(second));
        var north = Math.max(withoutZone(first), withoutZone(second));
        if (easting < 280_000 || easting > 720_000 || north < 5_200_000 || north > 6_100_000) {
            return null;
        }
        var point = fromUtm32(easting, north);
        return Reading.changed(point, UTM, cut(one.strip()) + "; " + cut(other.strip()), point.toString());
    }

    /** Zone 32 may be written before the easting. */
    private static double withoutZone(double metres) {
        return metres >= 32_000_000 && metres < 33_000_000 ? metres - 32_000_000 : metres;
    }

    private static @Nullable Double plainMetres(String typed) {
        var text = typed.strip();
        if (GROUPED_METRES.matcher(text).matches()) {
            text = text.replace(".", "");
        }
        return METRES.matcher(text).matches() ? Double.valueOf(text.replace(',', '.')) : null;
    }

    /** ETRS89 / UTM zone 32 north (EPSG:25832) to WGS84, six decimals (11 cm); after Snyder, Map Projections, 8-17 to 8-25. */
    private static Point fromUtm32(double easting, double northing) {
        var a = 6_378_137.0;
        var e2 = 0.00669438002290;
        var second = e2 / (1 - e2);
        var e1 = (1 - Math.sqrt(1 - e2)) / (1 + Math.sqrt(1 - e2));
        var mu = northing / 0.9996 / (a * (1 - e2 / 4 - 3 * e2 * e2 / 64 - 5 * e2 * e2 * e2 / 256));
        var phi = mu
                + (3 * e1 / 2 - 27 * Math.pow(e1, 3) / 32) * Math.sin(2 * mu)
                + (21 * e1 * e1 / 16 - 55 * Math.pow(e1, 4) / 32) * Math.sin(4 * mu)
                + 151 * Math.pow(e1, 3) / 96 * Math.sin(6 * mu);
        var sin = Math.sin(phi);
        var c = second * Math.cos(phi) * Math.cos(phi);
        var t = Math.tan(phi) * Math.tan(phi);
        var n = a / Math.sqrt(1 - e2 * sin * sin);
        var r = a * (1 - e2) / Math.pow(1 - e2 * sin * sin, 1.5);
        var d = (easting - 500_000) / (n * 0.9996);
        var lat = phi
                - n
                        * Math.tan(phi)
                        / r
                        * (d * d / 2
                                - (5 + 3 * t + 10 * c - 4 * c * c - 9 * second) * Math.pow(d, 4) / 24
                                + (61 + 90 * t + 298 * c + 45 * t * t - 252 * second - 3 * c * c)
                                        * Math.pow(d, 6)
                                        / 720);
        var lon = (d
                        - (1 + 2 * t + c) * Math.pow(d, 3) / 6
                        + (5 - 2 * c + 28 * t - 3 * c * c + 8 * second + 24 * t * t) * Math.pow(d, 5) / 120)
                / Math.cos(phi);
        return new Point(rounded(Math.toDegrees(lat)), rounded(9 + Math.toDegrees(lon)));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }

    private static boolean isPlain(String typed) {
        var last = typed.charAt(typed.length() - 1);
        return last >= '0' && last <= '9';
    }

    private static boolean isNone(String typed) {
        return typed.isBlank() || PlainText.isNothing(typed);
    }

    private static boolean isInGermany(double lat, double lon) {
        return lat >= 47.2 && lat <= 55.1 && lon >= 5.8 && lon <= 15.1;
    }

    private static @Nullable Double degrees(String typed) {
        var text = typed.strip();
        var match = text.length() > 30 ? null : DEGREES.matcher(text);
        if (match == null || !match.matches()) {
            return null;
        }
        var value = Double.parseDouble(match.group(1).replace(',', '.'));
        return match.group(2).equals("S") || match.group(2).equals("W") ? -value : value;
    }

    /** Degrees, minutes and seconds as decimal degrees, six decimals. */
    private static String sexagesimal(java.util.regex.MatchResult match, int group) {
        return String.valueOf(rounded(Integer.parseInt(match.group(group))
                + Integer.parseInt(match.group(group + 1)) / 60.0
                + Double.parseDouble(match.group(group + 2).replace(',', '.')) / 3600));
    }

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}

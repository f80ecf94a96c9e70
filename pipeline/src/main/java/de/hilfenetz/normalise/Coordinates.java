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

    private static final Pattern DEGREES = Pattern.compile("([+-]?\\d{1,3}(?:[.,]\\d{1,20})?)\\s?°?\\s?([NSEWO]?)");
    private static final Pattern PAIR = Pattern.compile(
            "([+-]?\\d{1,3}\\.\\d{1,20})\\s?°?\\s?N?\\s?[,; ]\\s?([+-]?\\d{1,3}\\.\\d{1,20})\\s?°?\\s?[EO]?");
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
        return typedLat.indexOf(',') < 0 && typedLon.indexOf(',') < 0 && isPlain(typedLat) && isPlain(typedLon)
                ? Reading.of(point)
                : Reading.changed(point, READ, typed, point.toString());
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

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}

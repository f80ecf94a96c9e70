package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells files that are something else than their feed says by their first bytes. */
final class ForeignFile {

    /** How many bytes from the beginning are looked at. */
    static final int HEAD = 1024;

    static final Rule WRONG_FORMAT = Rule.error(
            "falsches-format",
            "Das ist {gefunden}, erwartet wird {erwartet}. {rat}",
            "This is {found}, expected is {expected}. {advice}");

    private static final List<Kind> BINARY = List.of(
            new Kind("25504446", "ein PDF-Dokument", "a PDF document"),
            new Kind("D0CF11E0A1B11AE1", "eine alte Excel- oder Word-Datei (.xls, .doc)", "an old Excel or Word file"),
            new Kind("7B5C727466", "ein RTF-Dokument", "an RTF document"),
            new Kind("89504E47", "ein Bild", "a picture"),
            new Kind("FFD8FF", "ein Bild", "a picture"),
            new Kind("47494638", "ein Bild", "a picture"),
            new Kind("377ABCAF271C", "ein 7z-Archiv", "a 7z archive"),
            new Kind("526172211A07", "ein RAR-Archiv", "a RAR archive"),
            new Kind("53514C69746520666F726D6174", "eine SQLite-Datenbank", "an SQLite database"),
            new Kind("28B52FFD", "eine mit zstd gepackte Datei", "a file packed with zstd"),
            new Kind("425A68", "eine mit bzip2 gepackte Datei", "a file packed with bzip2"));

    private ForeignFile() {}

    /** Refuses what is no text at all. */
    static void refuseBinary(String file, byte[] head, Feed.Format expected) {
        for (var kind : BINARY) {
            if (kind.begins(head)) {
                throw refuse(file, kind.german, kind.english, expected);
            }
        }
    }

    /** Refuses a text, given by its first characters, that is of another kind than expected. */
    static void refuseText(String file, String head, Feed.Format expected) {
        findKind(head.strip(), expected).ifPresent(kind -> {
            throw refuse(file, kind.german, kind.english, expected);
        });
    }

    private static Optional<Kind> findKind(String head, Feed.Format expected) {
        var start = head.substring(0, Math.min(head.length(), 200)).toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head")) {
            return Optional.of(new Kind(
                    "", "eine Internetseite (HTML), vielleicht eine Anmeldung", "a web page (HTML), perhaps a login"));
        }
        if (expected == Feed.Format.XML) {
            return start.startsWith("<") || start.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Kind("", "eine Tabelle oder ein anderer Text", "a table or some other text"));
        }
        if (start.startsWith("<?xml") || (start.startsWith("<") && !isTable(expected))) {
            return Optional.of(new Kind("", "XML oder HTML", "XML or HTML"));
        }
        boolean json = start.startsWith("{") || start.startsWith("[");
        if (isTable(expected) && json && start.length() > 1 && "\"{[\r\n \t]}".indexOf(start.charAt(1)) >= 0) {
            return Optional.of(new Kind("", "JSON", "JSON"));
        }
        if (!isTable(expected) && !json && !start.isEmpty()) {
            return Optional.of(new Kind("", "eine Tabelle oder ein anderer Text", "a table or some other text"));
        }
        return Optional.empty();
    }

    /** The refusal of {@code german} (in English {@code english}) where a feed expects {@code expected}. */
    static UnreadableDelivery refuse(String file, String german, String english, Feed.Format expected) {
        var table = expected == Feed.Format.CSV || expected == Feed.Format.XLSX;
        var saveAs = expected == Feed.Format.XLSX ? "Excel-Arbeitsmappe (.xlsx)" : "CSV UTF-8";
        var saveAsEnglish = expected == Feed.Format.XLSX ? "Excel workbook (.xlsx)" : "CSV UTF-8";
        return new UnreadableDelivery(Finding.of(WRONG_FORMAT, new Place(file, 0, 0, null), null, null)
                .with("gefunden", german)
                .with("found", english)
                .with("erwartet", germanName(expected))
                .with("expected", englishName(expected))
                .with(
                        "rat",
                        table
                                ? "Bitte in der Tabellenkalkulation „Speichern unter“ und „%s“ wählen."
                                        .formatted(saveAs)
                                : "Bitte die Adresse und den Export prüfen.")
                .with(
                        "advice",
                        table
                                ? "Please choose “Save as” and “%s” in the spreadsheet program."
                                        .formatted(saveAsEnglish)
                                : "Please check the address and the export."));
    }

    private static boolean isTable(Feed.Format format) {
        return format == Feed.Format.CSV || format == Feed.Format.HSDS_CSV;
    }

    private static String germanName(Feed.Format format) {
        return switch (format) {
            case HSDS -> "HSDS (JSON)";
            case ORUK -> "Open Referral UK (JSON)";
            case HSDS_CSV -> "ein Zip mit den CSV-Tabellen von HSDS";
            case XLSX -> "eine Excel-Arbeitsmappe (.xlsx)";
            case XML -> "XML";
            case GEOJSON -> "GeoJSON";
            case CSV -> "eine CSV-Tabelle";
            case JSON -> "JSON";
            case NDJSON -> "JSON mit einem Datensatz je Zeile";
            case FOLDER, STRAPI5, DIRECTUS11 -> "Einträge der Redaktion (YAML, Markdown oder JSON)";
        };
    }

    private static String englishName(Feed.Format format) {
        return switch (format) {
            case HSDS -> "HSDS (JSON)";
            case ORUK -> "Open Referral UK (JSON)";
            case HSDS_CSV -> "a zip of the CSV tables of HSDS";
            case XLSX -> "an Excel workbook (.xlsx)";
            case XML -> "XML";
            case GEOJSON -> "GeoJSON";
            case CSV -> "a CSV table";
            case JSON -> "JSON";
            case NDJSON -> "JSON with one record a line";
            case FOLDER, STRAPI5, DIRECTUS11 -> "entries of editors (YAML, Markdown or JSON)";
        };
    }

    /** A kind of file by the bytes it begins with, in hexadecimal. */
    private record Kind(String magic, String german, String english) {

        boolean begins(byte[] head) {
            var bytes = java.util.HexFormat.of().parseHex(magic);
            return head.length >= bytes.length && Arrays.equals(bytes, 0, bytes.length, head, 0, bytes.length);
        }
    }

    /** The first bytes as text, for {@link #refuseText}. */
    static String text(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }
}

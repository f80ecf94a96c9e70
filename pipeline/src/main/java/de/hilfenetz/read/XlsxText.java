package de.hilfenetz.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The sheet of a workbook as the XML it is (ECMA-376, 18.3.1). */
final class XlsxText {

    private static final Pattern SHEET = Pattern.compile("<(?:\\w+:)?sheet\\b[^>]*>");
    private static final Pattern LINK = Pattern.compile("<(?:\\w+:)?Relationship\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile("<((?:\\w+:)?)(row|c)\\b([^>]*?)(/?)>");
    private static final Pattern TEXT = Pattern.compile("<(?:\\w+:)?t\\b[^>]*>([^<]*)</(?:\\w+:)?t>");
    private static final Pattern VALUE = Pattern.compile("<(?:\\w+:)?v>([^<]*)</(?:\\w+:)?v>");
    private static final Pattern FORMULA = Pattern.compile("<(?:\\w+:)?f\\b");
    private static final Pattern ITEM = Pattern.compile("(?s)<(?:\\w+:)?si\\b[^>]*?(?:/>|>(.*?)</(?:\\w+:)?si>)");

    private XlsxText() {}

    /** The name of the file in {@code zip} that holds the sheet called {@code name}. */
    static Optional<String> partOf(ZipFile zip, String name) throws IOException {
        var sheets = SHEET.matcher(read(zip, "xl/workbook.xml"));
        while (sheets.find()) {
            if (attribute(sheets.group(), "name").equals(name)) {
                return target(zip, attribute(sheets.group(), "(?:\\w+:)id"));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> target(ZipFile zip, String id) throws IOException {
        var links = LINK.matcher(read(zip, "xl/_rels/workbook.xml.rels"));
        while (links.find()) {
            if (attribute(links.group(), "Id").equals(id)) {
                var target = attribute(links.group(), "Target");
                var part = target.startsWith("/") ? target.substring(1) : "xl/" + target;
                return Optional.of(part).filter(there -> zip.getEntry(there) != null);
            }
        }
        return Optional.empty();
    }

    /** The texts that cells of all sheets share. */
    static List<String> texts(ZipFile zip) throws IOException {
        var texts = new ArrayList<String>();
        var items = ITEM.matcher(read(zip, "xl/sharedStrings.xml"));
        while (items.find()) {
            texts.add(items.group(1) == null ? "" : joined(items.group(1)));
        }
        return texts;
    }

    private static String read(ZipFile zip, String part) throws IOException {
        var entry = zip.getEntry(part);
        return entry == null ? "" : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The sheet with cells replaced; those that a formula fills are not. */
    static byte[] rewrite(
            byte[] sheet, List<String> texts, List<Rewriting.Change> changes, Consumer<Rewriting.Change> made) {
        var xml = new String(sheet, StandardCharsets.UTF_8);
        var after = new StringBuilder(xml.length() + 1000);
        var copied = 0;
        var row = 0;
        var column = 0;
        var tags = TAG.matcher(xml);
        while (tags.find()) {
            var at = attribute(tags.group(3), "r");
            if (tags.group(2).equals("row")) {
                row = at.isEmpty() ? row + 1 : Integer.parseInt(at);
                column = 0;
                continue;
            }
            column = at.isEmpty() ? column + 1 : column(at);
            var line = row;
            var cell = column;
            var here = changes.stream()
                    .filter(change ->
                            change.place().line() == line && change.place().column() == cell)
                    .toList();
            if (here.isEmpty() || !tags.group(4).isEmpty()) {
                continue;
            }
            var prefix = tags.group(1);
            var close = "</" + prefix + "c>";
            var end = xml.indexOf(close, tags.end());
            if (end < 0) {
                break;
            }
            var inner = xml.substring(tags.end(), end);
            var before = value(inner, attribute(tags.group(3), "t"), texts);
            var better = before;
            for (var change : here) {
                var next = FORMULA.matcher(inner).find() ? Optional.<String>empty() : change.apply(better);
                if (next.isPresent()) {
                    better = next.get();
                    made.accept(change);
                }
            }
            if (!better.equals(before)) {
                after.append(xml, copied, tags.start());
                after.append("<%sc%s t=\"inlineStr\"><%sis><%st xml:space=\"preserve\">%s</%st></%sis>%s"
                        .formatted(
                                prefix,
                                tags.group(3).replaceAll("\\s+t=(?:\"[^\"]*\"|'[^']*')", ""),
                                prefix,
                                prefix,
                                escape(better),
                                prefix,
                                prefix,
                                close));
                copied = end + close.length();
            }
        }
        after.append(xml, copied, xml.length());
        return after.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String value(String inner, String type, List<String> texts) {
        if (type.equals("inlineStr")) {
            return joined(inner);
        }
        var value = VALUE.matcher(inner);
        var text = value.find() ? unescape(value.group(1)) : "";
        if (!type.equals("s")) {
            return text;
        }
        var index = text.matches("\\d{1,9}") ? Integer.parseInt(text) : texts.size();
        return index < texts.size() ? texts.get(index) : "";
    }

    /** The parts of a text, each of its own look, without how it is pronounced. */
    private static String joined(String xml) {
        var all = new StringBuilder();
        var parts = TEXT.matcher(xml.replaceAll("(?s)<(?:\\w+:)?rPh\\b.*?</(?:\\w+:)?rPh>", ""));
        while (parts.find()) {
            all.append(unescape(parts.group(1)));
        }
        return all.toString();
    }

    private static int column(String reference) {
        var column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
        }
        return column;
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile("(?:^|\\s)" + name + "=(?:\"([^\"]*)\"|'([^']*)')")
                .matcher(tag);
        if (!found.find()) {
            return "";
        }
        return unescape(found.group(1) == null ? found.group(2) : found.group(1));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String unescape(String xml) {
        if (xml.indexOf('&') < 0) {
            return xml;
        }
        var text = Pattern.compile("&#(x?)([0-9A-Fa-f]{1,6});")
                .matcher(xml)
                .replaceAll(code -> java.util.regex.Matcher.quoteReplacement(Character.toString(
                        Integer.parseInt(code.group(2), code.group(1).isEmpty() ? 10 : 16))));
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}

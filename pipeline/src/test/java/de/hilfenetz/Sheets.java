package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks as small as they can be (ECMA-376), with what a writing library would not write: error values, formulas without a result. */
final class Sheets {

    private Sheets() {}

    /**
     * A workbook.
     *
     * @param sheets by name: arrays of rows, arrays of cells; a cell is a text, a number, null, {@code {error: #REF!}} or
     *     {@code {formula: A1}}
     */
    static byte[] workbook(Map<String, JsonNode> sheets) {
        var parts = new LinkedHashMap<String, String>();
        var types = new StringBuilder();
        var list = new StringBuilder();
        var links = new StringBuilder();
        var number = 0;
        links.append("""
                <Relationship Id="rId0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>""");
        for (var sheet : sheets.entrySet()) {
            number++;
            types.append("""
                    <Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>""".formatted(number));
            list.append("""
                    <sheet name="%s" sheetId="%d" r:id="rId%d"/>""".formatted(escape(sheet.getKey()), number, number));
            links.append("""
                    <Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>""".formatted(number, number));
            parts.put("xl/worksheets/sheet%d.xml".formatted(number), sheet(sheet.getValue()));
        }
        parts.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
                ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" \
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" \
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>%s</Types>""".formatted(types));
        parts.put("xl/styles.xml", """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>\
                <fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
                <cellXfs count="1"><xf/></cellXfs></styleSheet>""");
        parts.put("_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
                Target="xl/workbook.xml"/></Relationships>""");
        parts.put("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>%s</sheets></workbook>""".formatted(list));
        parts.put("xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>""".formatted(links));
        return zip(parts);
    }

    private static String letters(int column) {
        var last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    private static String sheet(JsonNode rows) {
        var xml = new StringBuilder(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        var row = 0;
        for (var cells : rows) {
            row++;
            xml.append("<row r=\"%d\">".formatted(row));
            var column = 0;
            for (var cell : cells) {
                var at = letters(column) + row;
                column++;
                xml.append(cell(at, cell));
            }
            xml.append("</row>");
        }
        return xml.append("</sheetData></worksheet>").toString();
    }

    private static String cell(String at, JsonNode cell) {
        if (cell.isNull()) {
            return "";
        }
        if (cell.has("error")) {
            return "<c r=\"%s\" t=\"e\"><v>%s</v></c>"
                    .formatted(at, cell.path("error").asText());
        }
        if (cell.has("formula")) {
            return "<c r=\"%s\"><f>%s</f></c>"
                    .formatted(at, escape(cell.path("formula").asText()));
        }
        return cell.isNumber()
                ? "<c r=\"%s\"><v>%s</v></c>".formatted(at, cell.asText())
                : "<c r=\"%s\" t=\"inlineStr\"><is><t xml:space=\"preserve\">%s</t></is></c>"
                        .formatted(at, escape(cell.asText()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static byte[] zip(Map<String, String> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

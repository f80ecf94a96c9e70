package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.CellForm;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.publish.Xlsx;
import de.hilfenetz.query.Table;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.serve.Views.Drawing;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.ResultTable;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer as people take them away: a table of a page, a bar chart, CSV for programs and for German Excel, a
 * workbook, JSON. All forms hold the same rows.
 */
final class Results {

    /** The endings of the files, in the order they are offered. */
    static final List<String> FORMS = List.of("csv", "excel.csv", "xlsx", "json", "svg", "karte.svg", "zip");

    /** A column of this name is no column of the table: its first column leads there. */
    static final String LINK = "link";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private final Site site;
    private final Words t;
    private final Pages pages;
    private final Releases releases;
    private final Charts charts;

    Results(Site site, Words t, Pages pages, Releases releases, Charts charts) {
        this.site = site;
        this.t = t;
        this.pages = pages;
        this.releases = releases;
        this.charts = charts;
    }

    /** What can be drawn of an answer. */
    Drawing drawing(Answer answer) {
        return charts.of(answer, this::text);
    }

    /** The files of an answer that can be drawn so; {@code address} by their ending. */
    List<Link> files(Drawing drawing, UnaryOperator<String> address) {
        return FORMS.stream()
                .filter(form -> !form.equals("svg") || drawing.hasChart())
                .filter(form -> !form.equals("karte.svg") || drawing.map() != null)
                .map(form -> new Link(t.of("ergebnis.datei." + form), address.apply(form)))
                .toList();
    }

    /**
     * An answer with what is said of it.
     *
     * @param titles of columns, by variable
     * @param label the column of a chart's labels; null to look for one
     * @param value the column of a chart's values; null to look for one
     */
    record Answer(
            String title,
            String sparql,
            Table table,
            Map<String, String> titles,
            @Nullable String label,
            @Nullable String value) {

        String heading(String column) {
            return titles.getOrDefault(column, column.equals(LINK) ? "Adresse" : column);
        }

        /** The columns that are shown. */
        int[] shown() {
            return IntStream.range(0, table.columns().size())
                    .filter(i -> !table.columns().get(i).equals(LINK))
                    .toArray();
        }
    }

    /** The table of a page. */
    ResultTable table(Answer answer, long most) {
        var table = answer.table();
        var shown = answer.shown();
        var link = table.column(LINK);
        var header = IntStream.of(shown)
                .mapToObj(i -> answer.heading(table.columns().get(i)))
                .toList();
        var rows = new ArrayList<List<Link>>();
        for (var row : table.rows()) {
            if (rows.size() == most) {
                break;
            }
            var cells = new ArrayList<Link>();
            for (var i : shown) {
                var cell = row.get(i);
                var first =
                        cells.isEmpty() && link >= 0 && !row.get(link).text().isEmpty();
                cells.add(first ? new Link(text(cell), address(row.get(link).text()), language(cell)) : link(cell));
            }
            rows.add(cells);
        }
        var numbers = IntStream.of(shown)
                .mapToObj(i -> !table.rows().isEmpty() && table.rows().stream().allMatch(row -> isNumber(row.get(i))))
                .toList();
        return new ResultTable(header, numbers, rows);
    }

    static boolean isNumber(Table.Cell cell) {
        return cell.number().isPresent();
    }

    /** A value as people read it. */
    String text(Table.Cell cell) {
        var number = cell.number();
        if (number.isPresent()) {
            return t.decimalOrWhole(number.get());
        }
        if (DAY.matcher(cell.text()).matches()) {
            return t.shortDay(cell.text());
        }
        return cell.iri() ? shortened(cell.text()) : cell.text();
    }

    Link link(Table.Cell cell) {
        return cell.iri() ? new Link(shortened(cell.text()), address(cell.text())) : plain(cell);
    }

    /** The same as words in a sentence. */
    Link plain(Table.Cell cell) {
        return new Link(text(cell), "", language(cell));
    }

    /** What nobody says the language of is in the providers' words. */
    private @Nullable String language(Table.Cell cell) {
        if (cell.language() != null) {
            return cell.language().equals(t.tag()) ? null : cell.language();
        }
        return cell.iri()
                        || cell.text().isEmpty()
                        || isNumber(cell)
                        || DAY.matcher(cell.text()).matches()
                ? null
                : t.markGerman();
    }

    private String shortened(String iri) {
        var base = site.base().toString();
        return iri.startsWith(base) ? iri.substring(base.length()) : iri;
    }

    /** An IRI as an address: our own as a path of this server, so that a demonstration leads to itself. */
    private String address(String iri) {
        var base = site.base().toString();
        if (iri.startsWith(base)) {
            return "/" + iri.substring(base.length());
        }
        var href = Web.href(iri);
        return href == null ? "" : href;
    }

    /**
     * Sends the answer as a file.
     *
     * @param name of the file, without its ending
     * @param tag names the content, for the ETag
     */
    void send(Context ctx, Answer answer, String form, String name, String tag) throws IOException {
        var type = switch (form) {
            case "csv", "excel.csv" -> "text/csv;charset=utf-8";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "json" -> "application/json";
            case "svg", "karte.svg" -> "image/svg+xml";
            case "zip" -> "application/zip";
            default -> throw Refusal.of(404);
        };
        var bytes = switch (form) {
            case "csv" -> csv(answer, ',', false);
            case "excel.csv" -> csv(answer, ';', true);
            case "xlsx" -> xlsx(answer);
            case "json" -> json(answer);
            case "zip" -> zip(answer);
            case "karte.svg" -> map(answer);
            default -> svg(answer);
        };
        ctx.header("Hilfenetz-Release", answer.table().release());
        ctx.header(
                "Hilfenetz-Answer",
                answer.table().complete()
                        ? "complete"
                        : "truncated; rows=" + answer.table().rows().size());
        if (!form.equals("json") && !form.endsWith("svg")) {
            ctx.header("Content-Disposition", "attachment; filename=\"%s.%s\"".formatted(name, form));
        }
        Answers.send(ctx, type, bytes, tag + "-" + form, Answers.REVALIDATE);
    }

    private static byte[] csv(Answer answer, char separator, boolean excel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        if (excel) {
            writer.write('\ufeff');
        }
        try (var csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(writer)) {
            csv.writeRecord(
                    answer.table().columns().stream().map(answer::heading).toList());
            for (var row : answer.table().rows()) {
                csv.writeRecord(row.stream()
                        .map(cell -> excel ? german(cell) : cell.text())
                        .toList());
            }
        }
        return bytes.toByteArray();
    }

    /** Numbers with a comma, days as people write them, and nothing that Excel would carry out or make something else of. */
    private static String german(Table.Cell cell) {
        var form =
                isNumber(cell) ? CellForm.DECIMAL : DAY.matcher(cell.text()).matches() ? CellForm.DAY : CellForm.TEXT;
        return form.german(cell.text());
    }

    private static byte[] xlsx(Answer answer) throws IOException {
        var file = Files.createTempFile("ergebnis", ".xlsx");
        try {
            Xlsx.write("Ergebnis", file, sheet -> fill(sheet, answer));
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void fill(Worksheet sheet, Answer answer) {
        var columns = answer.table().columns();
        for (var column = 0; column < columns.size(); column++) {
            sheet.inlineString(0, column, answer.heading(columns.get(column)));
            sheet.width(column, column == 0 ? 38 : 22);
        }
        sheet.range(0, 0, 0, Math.max(0, columns.size() - 1)).style().bold().set();
        sheet.freezePane(0, 1);
        var number = 1;
        for (var row : answer.table().rows()) {
            for (var column = 0; column < row.size(); column++) {
                var cell = row.get(column);
                if (isNumber(cell)) {
                    sheet.value(number, column, new BigDecimal(cell.text()));
                } else if (!cell.text().isEmpty()) {
                    Xlsx.text(sheet, number, column, cell.text());
                }
            }
            number++;
        }
    }

    private byte[] json(Answer answer) throws IOException {
        var mapper = CanonicalJson.mapper();
        var json = mapper.createObjectNode();
        json.put("title", answer.title());
        json.put("release", answer.table().release());
        json.put("complete", answer.table().complete());
        json.put("sparql", answer.sparql());
        var columns = json.putArray("columns");
        for (var column : answer.table().columns()) {
            columns.addObject().put("name", column).put("title", answer.heading(column));
        }
        var rows = json.putArray("rows");
        for (var row : answer.table().rows()) {
            var object = rows.addObject();
            for (var i = 0; i < row.size(); i++) {
                put(object, answer.table().columns().get(i), row.get(i));
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static void put(ObjectNode object, String name, Table.Cell cell) {
        if (isNumber(cell)) {
            object.put(name, new BigDecimal(cell.text()));
        } else if (cell.text().isEmpty()) {
            object.putNull(name);
        } else {
            object.put(name, cell.text());
        }
    }

    /** "Zum Nachrechnen": the query, its rows, what the release is made of, and how to do it again. */
    private byte[] zip(Answer answer) throws IOException {
        var release = answer.table().release();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            var readme = t.of("ergebnis.nachrechnen.text", answer.title(), release, site.base());
            put(zip, "LIESMICH.txt", readme.getBytes(StandardCharsets.UTF_8));
            put(zip, "abfrage.rq", answer.sparql().getBytes(StandardCharsets.UTF_8));
            put(zip, "ergebnis.csv", csv(answer, ',', false));
            var manifest = releases.find(release);
            if (manifest.isPresent()) {
                var file = releases.path(manifest.get().release(), "manifest.json");
                put(zip, "manifest.json", Files.readAllBytes(file));
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        Xlsx.put(zip, name);
        zip.write(content);
        zip.closeEntry();
    }

    private byte[] svg(Answer answer) {
        var drawing = drawing(answer);
        if (drawing.line() != null) {
            return pages.render("teil/bild", Map.of("picture", drawing.line(), "width", "720"));
        }
        if (drawing.bars() == null) {
            throw Refusal.of(404, t.of("ergebnis.kein-diagramm"));
        }
        return pages.render("teil/balken", Map.of("chart", drawing.bars(), "width", "720"));
    }

    private byte[] map(Answer answer) {
        var map = drawing(answer).map();
        if (map == null) {
            throw Refusal.of(404, t.of("ergebnis.keine-karte"));
        }
        return pages.render(
                "teil/bild", Map.of("picture", map.under(site.base()), "width", Integer.toString(map.width())));
    }
}

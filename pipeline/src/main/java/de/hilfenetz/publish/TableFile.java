package de.hilfenetz.publish;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table of a release while it is written: {@code csv} exact for programs (RFC 4180, comma, UTF-8, no byte order mark), or
 * {@code excel.csv} for German Excel (byte order mark, semicolon).
 */
final class TableFile extends DumpFile {

    /** The ending of the table for German Excel. */
    static final String EXCEL = "excel.csv";

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final CsvWriter csv;
    private final UnaryOperator<List<String>> form;

    private TableFile(
            Path folder,
            String dataset,
            String extension,
            List<Heading> headings,
            char separator,
            UnaryOperator<List<String>> form)
            throws IOException {
        super(folder, dataset, extension, "text/csv", "");
        this.form = form;
        if (extension.equals(EXCEL)) {
            stored().write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
        }
        csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(stored(), StandardCharsets.UTF_8));
        csv.writeRecord(headings.stream().map(Heading::name).toList());
    }

    static TableFile exact(Path folder, String dataset, List<Heading> headings) throws IOException {
        return new TableFile(folder, dataset, "csv", headings, ',', UnaryOperator.identity());
    }

    static TableFile excel(Path folder, String dataset, List<Heading> headings) throws IOException {
        var layout = new ExcelLayout(headings);
        return new TableFile(folder, dataset, EXCEL, layout.headings(), ';', layout::german);
    }

    void write(List<String> row) {
        csv.writeRecord(form.apply(row));
        add(1);
    }

    @Override
    void flush() throws IOException {
        csv.flush();
    }

    @Override
    void finish() throws IOException {
        csv.close();
    }
}

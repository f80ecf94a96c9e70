package de.hilfenetz.publish;

import de.hilfenetz.publish.Dumps.Written;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table of a release while it is written: {@code csv} exact for programs (RFC 4180, comma, UTF-8, no byte order mark) and,
 * where it is wanted, {@code excel.csv} for German Excel (byte order mark, semicolon).
 */
final class TableFile implements Closeable {

    /** The ending of the table for German Excel. */
    static final String EXCEL = "excel.csv";

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String dataset;
    private final ExcelLayout layout;
    private final StoredFile exactFile;
    private final CsvWriter exact;
    private final @Nullable StoredFile excelFile;
    private final @Nullable CsvWriter excel;
    private long rows;

    TableFile(Path folder, String dataset, List<Heading> headings, boolean withExcel) throws IOException {
        this.dataset = dataset;
        layout = new ExcelLayout(headings);
        exactFile = new StoredFile(folder.resolve(dataset + ".csv.gz"));
        exact = csv(exactFile, ',');
        exact.writeRecord(headings.stream().map(Heading::name).toList());
        excelFile = withExcel ? new StoredFile(folder.resolve(dataset + "." + EXCEL + ".gz")) : null;
        excel = excelFile == null ? null : excel(excelFile, layout);
    }

    private static CsvWriter csv(OutputStream out, char separator) {
        return CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    private static CsvWriter excel(OutputStream out, ExcelLayout layout) throws IOException {
        out.write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
        var csv = csv(out, ';');
        csv.writeRecord(layout.headings().stream().map(Heading::name).toList());
        return csv;
    }

    void write(List<String> row) {
        exact.writeRecord(row);
        if (excel != null) {
            excel.writeRecord(layout.german(row));
        }
        rows++;
    }

    /** What was written, once it is closed. */
    List<Written> list() {
        var written = new ArrayList<Written>();
        written.add(Written.table(dataset, "csv", "text/csv", exactFile, rows));
        if (excelFile != null) {
            written.add(Written.table(dataset, EXCEL, "text/csv", excelFile, rows));
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        exact.close();
        if (excel != null) {
            excel.close();
        }
    }
}

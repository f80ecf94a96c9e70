package de.hilfenetz.publish;

import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Vocabulary;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The rows of {@code angebote.csv}, without a release around them. */
public final class Rows {

    private final Columns columns;
    private final Related related;

    /**
     * @param find other records that rows repeat, by id
     */
    public Rows(Vocabulary vocabulary, Hsds hsds, Function<UUID, Optional<Entry>> find) {
        columns = new Columns(vocabulary);
        related = new Related(find, columns, hsds);
    }

    /** Writes them to {@code out}, which is closed. */
    public void write(Iterable<Service> services, OutputStream out) throws IOException {
        try (var csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            var table = new FlatTable(columns, related, csv::writeRecord);
            services.forEach(table::write);
        }
    }
}

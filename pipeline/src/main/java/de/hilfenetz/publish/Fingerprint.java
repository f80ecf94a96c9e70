package de.hilfenetz.publish;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.NTriplesWriter;
import de.hilfenetz.graph.TripleWriter;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.planning.Week;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.jena.graph.Triple;

/**
 * Tells whether the same records would give other files than last time: a hash over the vocabulary under its base, the
 * table's headings, and what crosswalk and HSDS make of the full example of each kind. No list of versions to forget.
 */
final class Fingerprint {

    private static final List<String> EXAMPLES = List.of("organization", "location", "service");

    private static final List<String> EXCEL_EXAMPLES = List.of("1-5", "=1", "12 E 3", "Mai 26", "WAHR", "Bilk");

    private static final Week EXAMPLE_WEEK = Week.after(LocalDate.of(2026, 11, 22));

    private Fingerprint() {}

    static Sha256 of(Crosswalk crosswalk, Columns columns, Hsds hsds, Vocabulary vocabulary) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (var table : Dumps.TABLES) {
                write(Dumps.layout(table, columns), bytes);
            }
            write(List.of(vocabulary.fingerprint()), bytes);
            write(EXCEL_EXAMPLES.stream().map(CellForm.TEXT::german).toList(), bytes);
            var triples = new ArrayList<Triple>();
            crosswalk.describeVocabulary(triples::add);
            var examples = new HashMap<UUID, Entry>();
            for (var kind : EXAMPLES) {
                var entry = example(kind);
                examples.put(entry.id(), entry);
                crosswalk.describe(entry, triples::add);
            }
            var related = new Related(id -> Optional.ofNullable(examples.get(id)), columns, hsds);
            var layout = new ExcelLayout(FlatTable.headings(columns));
            var table = new FlatTable(columns, related, row -> {
                write(row, bytes);
                write(layout.german(row), bytes);
            });
            for (var entry : examples.values()) {
                if (entry instanceof Service service) {
                    table.write(service);
                    bytes.writeBytes(HsdsFile.json(service, hsds, related).getBytes(StandardCharsets.UTF_8));
                }
            }
            var inventory = new Inventory(EXAMPLE_WEEK);
            examples.values().forEach(inventory::add);
            new CoverageTable(Coverage.of(inventory, Reporting.UNKNOWN, vocabulary), vocabulary)
                    .write(row -> write(row, bytes));
            try (TripleWriter writer = new NTriplesWriter(bytes)) {
                writer.write(triples);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(bytes.toByteArray());
    }

    private static void write(List<?> values, ByteArrayOutputStream bytes) {
        bytes.writeBytes(values.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Entry example(String kind) throws IOException {
        try (var example = Fingerprint.class.getResourceAsStream("/schemas/examples/" + kind + ".json")) {
            if (example == null) {
                throw new IllegalStateException("schemas/examples/" + kind + ".json is missing from the class path");
            }
            return CanonicalJson.read(example.readAllBytes());
        }
    }
}

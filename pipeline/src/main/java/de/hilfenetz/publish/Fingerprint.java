package de.hilfenetz.publish;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.NTriplesWriter;
import de.hilfenetz.graph.TripleWriter;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Triple;

/**
 * Tells whether the same records would give other files than last time: a hash over the vocabulary under its base, the
 * table's headings, and what crosswalk and HSDS make of the full example of each kind. No list of versions to forget.
 */
final class Fingerprint {

    private static final List<String> EXAMPLES = List.of("organization", "location", "service");

    private Fingerprint() {}

    static Sha256 of(Crosswalk crosswalk, Columns columns, Hsds hsds) {
        var bytes = new ByteArrayOutputStream();
        try {
            bytes.write(String.join(",", FlatTable.headings(columns)).getBytes(StandardCharsets.UTF_8));
            var triples = new ArrayList<Triple>();
            crosswalk.describeVocabulary(triples::add);
            try (TripleWriter writer = new NTriplesWriter(bytes);
                    var table = new FlatTable(bytes, columns);
                    var services = new HsdsFile(bytes, hsds)) {
                for (var kind : EXAMPLES) {
                    describe(kind, crosswalk, triples, table, services);
                }
                writer.write(triples);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(bytes.toByteArray());
    }

    private static void describe(
            String kind, Crosswalk crosswalk, List<Triple> triples, FlatTable table, HsdsFile services)
            throws IOException {
        try (var example = Fingerprint.class.getResourceAsStream("/schemas/examples/" + kind + ".json")) {
            if (example == null) {
                throw new IllegalStateException("schemas/examples/" + kind + ".json is missing from the class path");
            }
            var entry = CanonicalJson.read(example.readAllBytes());
            crosswalk.describe(entry, triples::add);
            switch (entry) {
                case Organization organization -> {
                    table.keep(organization);
                    services.keep(organization);
                }
                case Location location -> {
                    table.keep(location);
                    services.keep(location);
                }
                case Service service -> {
                    table.write(service);
                    services.write(service);
                }
            }
        }
    }
}

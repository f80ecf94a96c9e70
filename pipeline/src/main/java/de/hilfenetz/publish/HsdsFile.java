package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code angebote.json}: an array of HSDS 3.0 services, one a line, each with its organization and places in full. */
final class HsdsFile extends DumpFile {

    private static final String SEPARATOR = ",\n";

    private final Hsds hsds;
    private final Related related;
    private boolean first = true;

    HsdsFile(Path folder, String dataset, Hsds hsds, Related related) throws IOException {
        super(folder, dataset, "json", "application/json", SEPARATOR);
        this.hsds = hsds;
        this.related = related;
        text("[\n");
    }

    void write(Service service) throws IOException {
        text(first ? "" : SEPARATOR);
        first = false;
        text(json(service, hsds, related));
        add(1);
    }

    /** One service on one line. */
    static String json(Service service, Hsds hsds, Related related) throws IOException {
        return CanonicalJson.mapper()
                .writeValueAsString(hsds.service(service, id -> raw(id, related), id -> raw(id, related)));
    }

    private static @Nullable JsonNode raw(UUID id, Related related) {
        return related.find(id)
                .map(said -> JsonNodeFactory.instance.rawValueNode(new RawValue(said.hsds())))
                .orElse(null);
    }

    private void text(String text) throws IOException {
        stored().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void flush() {
        first = true;
    }

    @Override
    void finish() throws IOException {
        text("\n]\n");
    }
}

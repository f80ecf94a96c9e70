package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code angebote.json}: an array of HSDS 3.0 services, one a line, each with its organization and places in full.
 * Organizations and places come first; of them only their text is kept.
 */
final class HsdsFile implements Closeable {

    private final OutputStream out;
    private final Hsds hsds;
    private final Map<UUID, String> organizations = new HashMap<>();
    private final Map<UUID, String> locations = new HashMap<>();
    private long services;

    HsdsFile(OutputStream out, Hsds hsds) throws IOException {
        this.out = out;
        this.hsds = hsds;
        text("[");
    }

    void keep(Organization organization) throws IOException {
        organizations.put(organization.id(), json(hsds.organization(organization)));
    }

    void keep(Location location) throws IOException {
        locations.put(location.id(), json(hsds.location(location)));
    }

    void write(Service service) throws IOException {
        text(services++ == 0 ? "\n" : ",\n");
        text(json(hsds.service(service, id -> raw(organizations.get(id)), id -> raw(locations.get(id)))));
    }

    private static String json(ObjectNode node) throws IOException {
        return CanonicalJson.mapper().writeValueAsString(node);
    }

    private static @Nullable JsonNode raw(@Nullable String json) {
        return json == null ? null : JsonNodeFactory.instance.rawValueNode(new RawValue(json));
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Services so far. */
    long services() {
        return services;
    }

    @Override
    public void close() throws IOException {
        text("\n]\n");
        out.close();
    }
}

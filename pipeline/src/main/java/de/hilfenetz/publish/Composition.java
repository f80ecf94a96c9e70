package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the files of a release are put together of, kept beside them so that the next release can take over what stays. Not
 * public, and never missed: without it the next release is made from the records alone.
 *
 * @param java that compressed it; another may give other bytes
 * @param searched mark of the protected values that are in none of the parts
 * @param groups in the order of the files
 */
record Composition(String java, String searched, List<Group> groups) {

    private static final String FILE = "teile.json.gz";
    private static final ObjectMapper JSON = Manifest.mapper();

    Composition {
        groups = List.copyOf(groups);
    }

    /** What the release in {@code home} is put together of; empty where this Java would compress otherwise, or nobody knows. */
    static Optional<Composition> find(Path home) throws IOException {
        var file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            return Optional.of(JSON.readValue(in, Composition.class))
                    .filter(found -> found.java.equals(Runtime.version().toString()));
        }
    }

    static Composition of(String searched, List<Group> groups) {
        return new Composition(Runtime.version().toString(), searched, groups);
    }

    void write(Path home) throws IOException {
        var file = home.resolve(FILE);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValue(out, this);
        }
        Durable.sync(file);
    }
}

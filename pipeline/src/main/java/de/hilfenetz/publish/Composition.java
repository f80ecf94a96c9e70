package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of a release are put together of, kept beside them so that the next release can take over what stays. Not
 * public, and never missed: without it the next release is made from the records alone.
 *
 * @param java that compressed it, and which Zstandard; another may give other bytes
 * @param searched mark of the protected values that are in none of the parts
 * @param groups in the order of the files
 */
record Composition(String java, String searched, List<Group> groups) {

    private static final String FILE = "teile.json.gz";
    private static final Logger LOG = LoggerFactory.getLogger(Composition.class);
    private static final ObjectMapper JSON = Manifest.mapper();

    Composition {
        groups = List.copyOf(groups);
    }

    /** What the release in {@code home} is put together of; empty where nobody knows. */
    static Optional<Composition> find(Path home) {
        var file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            return Optional.of(JSON.readValue(in, Composition.class));
        } catch (IOException e) {
            LOG.warn("{} cannot be read; the next release is made from the records alone", file, e);
            return Optional.empty();
        }
    }

    /** Whether this Java would compress the parts to the same bytes. */
    boolean isOfThisJava() {
        return java.equals(packers());
    }

    /** The same, searched for the values of another mark and found without them. */
    Composition searchedFor(String mark) {
        return new Composition(java, mark, groups);
    }

    static Composition of(String searched, List<Group> groups) {
        return new Composition(packers(), searched, groups);
    }

    /** Others may give other bytes. */
    private static String packers() {
        return "%s, zstd %s".formatted(Runtime.version(), ZstdVersion.VERSION);
    }

    void write(Path home) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes, 1 << 16)) {
            JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValue(out, this);
        }
        Durable.replace(home.resolve(FILE), bytes.toByteArray());
    }
}

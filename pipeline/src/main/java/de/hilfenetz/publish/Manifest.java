package de.hilfenetz.publish;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.hilfenetz.planning.Reporting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a release is made of, sealed in its {@code manifest.json}: whoever has it can check every file without asking us.
 *
 * @param previous the release before it; null for the first
 * @param previousSha256 of that release's manifest.json
 * @param journal number the release stands at
 * @param chainHead hash of the journal's last settled run
 * @param fingerprint over all else that decides the files: mapping, vocabulary, base
 * @param created when it was made
 * @param issued when the first release of all was made
 * @param counts public records by the German word of their kind: angebot, ort, traeger
 * @param triples in each of the RDF files
 * @param reporting which feeds should have reported; null where that was not asked yet
 */
public record Manifest(
        ReleaseId release,
        @Nullable ReleaseId previous,
        @Nullable String previousSha256,
        long journal,
        String chainHead,
        String fingerprint,
        Instant created,
        Instant issued,
        URI base,
        String software,
        SortedMap<String, Long> counts,
        long triples,
        List<DataFile> files,
        @Nullable Reporting reporting) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    public Manifest {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        files = List.copyOf(files);
    }

    /**
     * One file, stored compressed.
     *
     * @param name as stored in the release's folder: {@code angebote.csv.gz}
     * @param bytes of the stored form
     * @param sha256 of the stored form
     * @param plainBytes once decompressed
     * @param plainSha256 once decompressed
     * @param zstd the same packed with Zstandard; null where it is not kept so
     * @param rows of a table, without its heading; null for RDF
     * @param triples of RDF; null for a table
     * @param changed when the plain bytes last became others than they had been
     * @param terms under which it may be used; null for those of the whole
     */
    public record DataFile(
            String dataset,
            String extension,
            String mediaType,
            String name,
            long bytes,
            String sha256,
            long plainBytes,
            String plainSha256,
            @Nullable Stored zstd,
            @Nullable Long rows,
            @Nullable Long triples,
            Instant changed,
            @Nullable Terms terms) {

        /** The name once decompressed: {@code angebote.csv}. */
        public String plainName() {
            return dataset + "." + extension;
        }

        /** All forms in which it is stored. */
        @JsonIgnore
        public List<Stored> stored() {
            var first = new Stored(name, bytes, sha256);
            return zstd == null ? List.of(first) : List.of(first, zstd);
        }

        /** Whether it only tells what other files hold; no portal lists it. */
        @JsonIgnore
        public boolean isDescription() {
            return extension.endsWith("-metadata.json");
        }

        /** Whether it is stored packed; what is made of other files lies there as it is. */
        @JsonIgnore
        public boolean isPacked() {
            return !name.equals(plainName());
        }
    }

    /**
     * Under what a provider's data may be used.
     *
     * @param licence its IRI
     * @param attribution whom to name
     */
    public record Terms(String licence, String attribution) {

        /** Whether nobody need be named. */
        @JsonIgnore
        public boolean isFree() {
            return licence.contains("zero");
        }
    }

    /** A file as it lies in the release's folder. */
    public record Stored(String name, long bytes, String sha256) {}

    /** Reads and writes what is sealed. */
    static ObjectMapper mapper() {
        return JSON;
    }

    /** Which feeds should have reported, as far as anybody knows. */
    public Reporting feeds() {
        return reporting == null ? Reporting.UNKNOWN : reporting;
    }

    /** The file of a data set in one form. */
    public Optional<DataFile> find(String dataset, String extension) {
        return files.stream()
                .filter(file ->
                        file.dataset().equals(dataset) && file.extension().equals(extension))
                .findFirst();
    }

    /** The bytes of manifest.json. */
    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #write} wrote. */
    static Manifest read(byte[] json) throws IOException {
        return JSON.readValue(json, Manifest.class);
    }

    /** The lines of SHA256SUMS, as {@code sha256sum} reads them: stored and plain form of every file. */
    String sums() {
        var sums = new TreeMap<String, String>();
        for (var file : files) {
            file.stored().forEach(form -> sums.put(form.name(), form.sha256()));
            sums.put(file.plainName(), file.plainSha256());
        }
        var text = new StringBuilder();
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            text.append(sum.getValue()).append("  ").append(sum.getKey()).append('\n');
        }
        return text.toString();
    }
}

package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.query.Table;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Results that somebody cites, kept for at least ten years whatever becomes of their release: {@code ergebnisse/{id}.json} in
 * the data directory. The id is a hash of release, query, title and rows, so that the same result is kept once and nobody can
 * change what stands under it.
 */
public final class StoredResults {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    /** A longer result belongs into a file of one's own. */
    static final int LARGEST = 1_000_000;

    private static final String WITHDRAWN = "withdrawn";
    /** Which values were looked for last. */
    private static final String SEARCHED = "gesucht";

    private final Path folder;
    private final Predicate<String> isOutdated;
    private final Predicate<String> isSecret;
    /** By the name of the result's file; a result never comes to be of another release. */
    private final Map<String, String> releases = new ConcurrentHashMap<>();

    /**
     * @param data the data directory
     * @param isOutdated whether a release holds what was withdrawn since, though queries may still be answered from it
     * @param isSecret whether a row, a title or a query tells what must not be known
     */
    public StoredResults(Path data, Predicate<String> isOutdated, Predicate<String> isSecret) {
        folder = data.resolve("ergebnisse");
        this.isOutdated = isOutdated;
        this.isSecret = isSecret;
    }

    /** The releases that kept results are of: these must stay. */
    public Set<String> releases() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                var name = file.getFileName().toString();
                if (!releases.containsKey(name)) {
                    releases.put(
                            name,
                            JSON.readTree(Files.readAllBytes(file))
                                    .path("release")
                                    .asText());
                }
            }
        }
        return Set.copyOf(releases.values());
    }

    /** A kept result; {@code at} is when it was stored. */
    record Stored(String id, Results.Answer answer, Instant at) {}

    /** A result was emptied or is not kept, because somebody must no longer be found by it. */
    static final class Withdrawn extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** A result is too long to be kept. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Keeps {@code answer}, unless it is kept already; gives its id. Durable once it returns.
     *
     * @throws Withdrawn where its release holds something withdrawn, or it tells a secret itself
     */
    String keep(Results.Answer answer, Instant at) throws IOException {
        var json = JSON.createObjectNode()
                .put("title", answer.title())
                .put("sparql", answer.sparql())
                .put("release", answer.table().release())
                .put("complete", answer.table().complete());
        json.set("columns", JSON.valueToTree(answer.table().columns()));
        json.set("titles", JSON.valueToTree(answer.titles()));
        json.set("rows", JSON.valueToTree(answer.table().rows()));
        var id = Sha256.of(JSON.writeValueAsBytes(json)).toString().substring(0, 16);
        var bytes = JSON.writeValueAsBytes(json.put("stored", at.toString()));
        if (bytes.length > LARGEST) {
            throw new TooLong();
        }
        var file = folder.resolve(id + ".json");
        if (!Files.exists(file)) {
            refuseWithdrawn(json);
            Files.createDirectories(folder);
            write(file, bytes);
            try {
                refuseWithdrawn(json); // what was withdrawn meanwhile may have looked here before the file was there
            } catch (Withdrawn e) {
                empty(file);
                throw e;
            }
        }
        return id;
    }

    private void refuseWithdrawn(JsonNode result) throws Withdrawn {
        if (isOutdated.test(result.path("release").asText()) || isTelling(result, isSecret)) {
            throw new Withdrawn();
        }
    }

    private void empty(Path file) throws IOException {
        write(file, JSON.writeValueAsBytes(JSON.createObjectNode().put(WITHDRAWN, true)));
    }

    private void write(Path file, byte[] bytes) throws IOException {
        var draft = Files.createTempFile(folder, file.getFileName().toString(), ".draft");
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Empties every result that holds what must no longer be known (SP-7). Its address stays, so that it cannot come back.
     *
     * @param mark equal where the same was looked for already
     * @param isTelling whether a row, a title or a query holds it
     */
    public void withdraw(String mark, Predicate<String> isTelling) throws IOException {
        var searched = folder.resolve(SEARCHED);
        if (!Files.isDirectory(folder)
                || (Files.exists(searched) && Files.readString(searched).equals(mark))) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                var json = JSON.readTree(Files.readAllBytes(file));
                if (!json.has(WITHDRAWN) && isTelling(json, isTelling)) {
                    empty(file);
                }
            }
        }
        write(searched, mark.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isTelling(JsonNode json, Predicate<String> isTelling) {
        var texts = new ArrayList<String>();
        texts.add(json.path("title").asText());
        texts.add(json.path("sparql").asText());
        json.path("rows")
                .forEach(row ->
                        texts.add(cells(row).stream().map(Table.Cell::text).collect(Collectors.joining(" "))));
        return texts.stream().anyMatch(isTelling);
    }

    /** The result of this id; empty where there is none. Fails with {@link Withdrawn} where it was emptied. */
    Optional<Stored> find(String id) throws IOException {
        var file = folder.resolve(id + ".json");
        if (!ID.matcher(id).matches() || !Files.exists(file)) {
            return Optional.empty();
        }
        var json = JSON.readTree(Files.readAllBytes(file));
        if (json.has(WITHDRAWN)) {
            throw new Withdrawn();
        }
        var titles = JSON.convertValue(
                json.path("titles"), new com.fasterxml.jackson.core.type.TypeReference<Map<String, String>>() {});
        var columns = new ArrayList<String>();
        json.path("columns").forEach(column -> columns.add(column.asText()));
        var rows = new ArrayList<List<Table.Cell>>();
        json.path("rows").forEach(row -> rows.add(cells(row)));
        var table = new Table(
                json.path("release").asText(),
                columns,
                rows,
                json.path("complete").asBoolean(),
                null);
        return Optional.of(new Stored(
                id,
                new Results.Answer(
                        json.path("title").asText(), json.path("sparql").asText(), table, titles, null, null),
                Instant.parse(json.path("stored").asText())));
    }

    private static List<Table.Cell> cells(JsonNode row) {
        var cells = new ArrayList<Table.Cell>();
        row.forEach(cell -> cells.add(new Table.Cell(
                cell.path("iri").asBoolean(),
                cell.path("text").asText(),
                cell.path("datatype").asText(null),
                cell.path("language").asText(null))));
        return cells;
    }
}

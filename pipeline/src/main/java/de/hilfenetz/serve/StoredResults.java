package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.query.Table;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
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
import java.util.regex.Pattern;

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

    private final Path folder;

    /** @param data the data directory */
    public StoredResults(Path data) {
        folder = data.resolve("ergebnisse");
    }

    /** A kept result; {@code at} is when it was stored. */
    record Stored(String id, Results.Answer answer, Instant at) {}

    /** A result is too long to be kept. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Keeps {@code answer}, unless it is kept already; gives its id. Durable once it returns. */
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
            Files.createDirectories(folder);
            var draft = Files.createTempFile(folder, id, ".draft");
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return id;
    }

    /** The result of this id; empty where there is none. */
    Optional<Stored> find(String id) throws IOException {
        var file = folder.resolve(id + ".json");
        if (!ID.matcher(id).matches() || !Files.exists(file)) {
            return Optional.empty();
        }
        var json = JSON.readTree(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
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
                cell.hasNonNull("datatype") ? cell.path("datatype").asText() : null)));
        return cells;
    }
}

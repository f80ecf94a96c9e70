package de.hilfenetz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes the bytes of a delivery out of what an example in {@code schemas/rules.yaml} says; its head explains the words. */
final class RuleExample {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleExample() {}

    static byte[] bytes(JsonNode said) throws IOException {
        if (said.isTextual()) {
            return said.textValue().getBytes(UTF_8);
        }
        if (said.isArray()) {
            return said.path(0).isArray() ? Sheets.workbook(java.util.Map.of("Angebote", said)) : records(said);
        }
        if (said.has("$zip")) {
            return zip(
                    said.get("$zip"),
                    said.path("times").asInt(1),
                    said.path("locked").asBoolean());
        }
        if (said.has("$gzip")) {
            return gzip(bytes(said.get("$gzip")));
        }
        if (said.has("$cut")) {
            var whole = bytes(said.get("$cut"));
            return Arrays.copyOf(whole, whole.length - said.path("by").asInt());
        }
        if (said.has("$hex")) {
            return HexFormat.of().parseHex(said.get("$hex").asText());
        }
        if (said.has("$latin1")) {
            return said.get("$latin1").asText().getBytes(ISO_8859_1);
        }
        if (said.has("$sheets")) {
            var sheets = new LinkedHashMap<String, JsonNode>();
            said.get("$sheets").properties().forEach(sheet -> sheets.put(sheet.getKey(), sheet.getValue()));
            return Sheets.workbook(sheets);
        }
        if (said.has("$join")) {
            var all = new ByteArrayOutputStream();
            for (var part : said.get("$join")) {
                all.writeBytes(bytes(part));
            }
            return all.toByteArray();
        }
        if (said.has("$repeat")) {
            var one = bytes(said.get("$repeat"));
            var times = said.path("times").asInt();
            var all = new byte[one.length * times];
            for (int i = 0; i < times; i++) {
                System.arraycopy(one, 0, all, i * one.length, one.length);
            }
            return all;
        }
        return records(JSON.createArrayNode().add(said));
    }

    /** Each with what every record needs, where it does not say it. */
    private static byte[] records(JsonNode all) throws IOException {
        var records = JSON.createArrayNode();
        for (var members : all) {
            var record = JSON.createObjectNode()
                    .put("kind", "service")
                    .put("id", String.valueOf(records.size() + 1))
                    .put("name", "Beispielberatung");
            if (!members.has("kind") && !members.has("contacts")) {
                record.put("phone", "+49 221 4710123");
            }
            record.setAll((ObjectNode) members);
            record.properties().removeIf(member -> member.getValue().isNull());
            records.add(record);
        }
        return JSON.writeValueAsBytes(records);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(JsonNode files, int times, boolean locked) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                for (var file : files.isArray() ? files : JSON.createArrayNode().add(files)) {
                    for (var one : file.properties()) {
                        zip.putArchiveEntry(new ZipArchiveEntry(times == 1 ? one.getKey() : i + one.getKey()));
                        zip.write(bytes(one.getValue()));
                        zip.closeArchiveEntry();
                    }
                }
            }
        }
        var all = bytes.toByteArray();
        for (int i = 0; locked && i + 10 < all.length; i++) {
            if (all[i] == 'P'
                    && all[i + 1] == 'K'
                    && all[i + 3] == all[i + 2] + 1
                    && (all[i + 2] == 1 || all[i + 2] == 3)) {
                all[i + (all[i + 2] == 1 ? 8 : 6)] |= 1;
            }
        }
        return all;
    }
}

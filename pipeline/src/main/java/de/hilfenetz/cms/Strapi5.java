package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.cms.CmsFault.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strapi 5 (REST API as of 5.54): a row for each language of an entry, {@code documentId} and {@code locale} together name
 * it. Any token that may read published rows may read drafts, and a misspelt parameter gives drafts with status 200: what a
 * row says of its publication is all that counts.
 */
final class Strapi5 implements CmsProfile {

    /** Strapi cuts larger pages to {@code api.rest.maxLimit}, which is 100 unless somebody changed it. */
    private static final int SIZE = 100;

    @Override
    public String page(CmsType type, @Nullable String after) {
        var query = new StringBuilder("/api/").append(type.path()).append('?');
        if (after != null) {
            query.append("filters[documentId][$gt]=").append(after).append('&');
        }
        var number = 0;
        for (var field : fields(type)) {
            query.append("fields[").append(number++).append("]=").append(field).append('&');
        }
        type.relations().values().stream()
                .sorted()
                .forEach(relation -> query.append("populate[").append(relation).append("][fields][0]=key&"));
        if (type.isLocalized()) {
            query.append("locale=*&sort[0]=documentId:asc&sort[1]=locale:asc");
        } else {
            query.append("sort[0]=documentId:asc");
        }
        return query.append("&pagination[pageSize]=")
                .append(SIZE)
                .append("&pagination[withCount]=")
                .append(after == null)
                .toString();
    }

    private static List<String> fields(CmsType type) {
        var fields = new ArrayList<String>();
        fields.add("key");
        if (type.isLocalized()) {
            fields.add("locale");
        }
        if (type.drafts()) {
            fields.add("publishedAt");
        }
        fields.addAll(type.shared());
        fields.addAll(type.texts());
        return fields;
    }

    @Override
    public Page readPage(CmsType type, Answer answer) throws CmsFault {
        var json = Faults.object(type, answer);
        var data = Faults.rows(type, json);
        var size = json.at("/meta/pagination/pageSize").asInt(-1);
        if (size < 1) {
            throw new CmsFault(Name.SHAPE, type.path() + ": die Seitengröße fehlt");
        }
        var counted = json.at("/meta/pagination/total");
        var total = counted.isIntegralNumber() ? counted.longValue() : null;
        var rows = new ArrayList<Row>();
        for (var row : data) {
            rows.add(row(type, row));
        }
        if (rows.size() < size) {
            return new Page(rows, total, null);
        }
        // The languages of the last entry may go on behind the page: it comes again with the next one.
        var last = rows.getLast().id();
        if (type.isLocalized()) {
            rows.removeIf(row -> row.id().equals(last));
            if (rows.isEmpty()) {
                throw new CmsFault(
                        Name.SHAPE,
                        "%s: ein Eintrag hat mehr Sprachen, als eine Seite fasst (%d)".formatted(type.path(), size));
            }
        }
        return new Page(rows, total, rows.getLast().id());
    }

    private static Row row(CmsType type, JsonNode row) throws CmsFault {
        var id = row.path("documentId").asText("");
        if (id.isEmpty()) {
            throw new CmsFault(Name.SHAPE, type.path() + ": ein Eintrag ohne documentId");
        }
        var shared = JsonNodeFactory.instance.objectNode();
        for (var field : type.shared()) {
            copy(type, row, field, shared);
        }
        for (var relation : type.relations().entrySet()) {
            Relations.copy(type, row, relation.getKey(), relation.getValue(), shared);
        }
        var published = !type.drafts() || row.path("publishedAt").isTextual();
        return new Row(id, row.path("key").asText(""), shared, texts(type, row), published);
    }

    private static Map<String, ObjectNode> texts(CmsType type, JsonNode row) throws CmsFault {
        if (!type.isLocalized()) {
            return Map.of();
        }
        var language = row.path("locale").asText("");
        if (language.isEmpty()) {
            throw new CmsFault(Name.SHAPE, type.path() + ": ein Eintrag ohne Sprache (locale)");
        }
        var texts = JsonNodeFactory.instance.objectNode();
        for (var field : type.texts()) {
            copy(type, row, field, texts);
        }
        return Map.of(language, texts);
    }

    private static void copy(CmsType type, JsonNode row, String field, ObjectNode to) throws CmsFault {
        if (!row.has(field)) {
            throw new CmsFault(Name.RIGHTS, "%s: das Feld %s fehlt".formatted(type.path(), field));
        }
        if (row.hasNonNull(field)) {
            to.set(field, row.get(field));
        }
    }

    @Override
    public Writing write(CmsType type, @Nullable String id, ObjectNode content) {
        var body = JsonNodeFactory.instance.objectNode().<ObjectNode>set("data", content);
        return id == null
                ? new Writing("POST", "/api/" + type.path(), body)
                : new Writing("PUT", "/api/" + type.path() + "/" + id, body);
    }

    @Override
    public String count(CmsType type) {
        return "/api/%s?fields[0]=key%s&pagination[pageSize]=1"
                .formatted(type.path(), type.isLocalized() ? "&locale=*" : "");
    }

    @Override
    public long readCount(CmsType type, Answer answer) throws CmsFault {
        var total = Faults.object(type, answer).at("/meta/pagination/total");
        if (!total.isIntegralNumber()) {
            throw new CmsFault(Name.SHAPE, type.path() + ": die Anzahl fehlt");
        }
        return total.asLong();
    }
}

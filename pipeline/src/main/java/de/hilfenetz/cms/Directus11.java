package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.cms.CmsFault.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Directus 11 (REST API as of 11.3): a row for each entry, its languages inside it, published by a plain field
 * {@code status}. Pages by id need integer ids, because Directus compares nothing else.
 */
final class Directus11 implements CmsProfile {

    /** More than {@code QUERY_LIMIT_MAX} is refused; 100 is what careful operators set. */
    private static final int SIZE = 100;

    /** So many nested rows Directus gives of one entry, whatever is asked. */
    private static final int NESTED_LIMIT = 100;

    @Override
    public String page(CmsType type, @Nullable String after) {
        return "/items/%s?fields=%s%s&sort=id&limit=%d"
                .formatted(
                        path(type),
                        String.join(",", fields(type)),
                        after == null ? "&meta=filter_count" : "&filter[id][_gt]=" + after,
                        SIZE);
    }

    /** Collections are tables there, and tables have no hyphens. */
    private static String path(CmsType type) {
        return type.path().replace('-', '_');
    }

    private static List<String> fields(CmsType type) {
        var fields = new ArrayList<String>();
        fields.add("id");
        fields.add("key");
        if (type.drafts()) {
            fields.add("status");
        }
        fields.addAll(type.shared());
        type.relations().values().stream().sorted().forEach(way -> fields.add(way + ".key"));
        if (type.isLocalized()) {
            fields.add("translations.languages_code");
            type.texts().forEach(text -> fields.add("translations." + text));
        }
        return fields;
    }

    @Override
    public Page readPage(CmsType type, Answer answer) throws CmsFault {
        var json = Faults.object(type, answer);
        var counted = json.at("/meta/filter_count");
        var rows = new ArrayList<Row>();
        for (var row : Faults.rows(type, json)) {
            rows.add(row(type, row));
        }
        return new Page(
                rows,
                counted.isIntegralNumber() ? counted.longValue() : null,
                rows.size() < SIZE ? null : rows.getLast().id());
    }

    private static Row row(CmsType type, JsonNode row) throws CmsFault {
        if (!row.path("id").isIntegralNumber()) {
            throw new CmsFault(
                    Name.SHAPE,
                    "%s: erwartet wird eine ganze Zahl als id, gefunden %s".formatted(type.path(), row.path("id")));
        }
        var shared = JsonNodeFactory.instance.objectNode();
        for (var field : type.shared()) {
            copy(type, row, field, shared);
        }
        for (var relation : type.relations().entrySet()) {
            Relations.copy(type, row, relation.getKey(), relation.getValue(), shared);
        }
        var published = !type.drafts() || row.path("status").asText("").equals("published");
        return new Row(row.get("id").asText(), row.path("key").asText(""), shared, texts(type, row), published);
    }

    private static Map<String, ObjectNode> texts(CmsType type, JsonNode row) throws CmsFault {
        if (!type.isLocalized()) {
            return Map.of();
        }
        var translations = row.path("translations");
        if (!translations.isArray()) {
            throw new CmsFault(Name.RIGHTS, type.path() + ": die Übersetzungen fehlen");
        }
        if (translations.size() >= NESTED_LIMIT) {
            throw new CmsFault(
                    Name.SHAPE,
                    "%s: ein Eintrag hat %d Sprachen; mehr als %d gibt Directus nicht heraus"
                            .formatted(type.path(), translations.size(), NESTED_LIMIT));
        }
        var texts = new TreeMap<String, ObjectNode>();
        for (var translation : translations) {
            var language = translation.path("languages_code").asText("");
            if (!language.isEmpty()) {
                var text = JsonNodeFactory.instance.objectNode();
                for (var field : type.texts()) {
                    copy(type, translation, field, text);
                }
                texts.put(language, text);
            }
        }
        return texts;
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
        return id == null
                ? new Writing("POST", "/items/" + path(type), content)
                : new Writing("PATCH", "/items/" + path(type) + "/" + id, content);
    }

    @Override
    public String count(CmsType type) {
        return "/items/%s?fields=id&limit=1&meta=filter_count".formatted(path(type));
    }

    @Override
    public long readCount(CmsType type, Answer answer) throws CmsFault {
        var count = Faults.object(type, answer).at("/meta/filter_count");
        if (!count.isIntegralNumber()) {
            throw new CmsFault(Name.SHAPE, type.path() + ": die Anzahl fehlt (meta.filter_count)");
        }
        return count.asLong();
    }
}

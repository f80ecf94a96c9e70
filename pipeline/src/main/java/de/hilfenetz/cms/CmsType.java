package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One type of entry as a CMS keeps it.
 *
 * @param name as in a folder of entries
 * @param path its collection in the CMS's addresses
 * @param shared fields that all languages share
 * @param texts fields that each language has of its own; where there are any, entries have languages
 * @param relations fields that lead to other entries, whose keys we want, with the way to them ({@code provider},
 *     {@code categories.categories_id})
 * @param drafts whether entries are published by somebody; without, each is public
 */
public record CmsType(
        String name,
        String path,
        List<String> shared,
        List<String> texts,
        Map<String, String> relations,
        boolean drafts) {

    private static final List<CmsType> OURS = read(false);

    private static final CmsType FEED_STATE = read(true).getFirst();

    public CmsType {
        shared = List.copyOf(shared);
        texts = List.copyOf(texts);
        relations = Map.copyOf(relations);
    }

    /**
     * The types that the scripts in {@code schemas/cms} make. They hold no relations: an entry names another by its key, so
     * that withdrawing one leaves the other as it is.
     */
    public static List<CmsType> ours() {
        return OURS;
    }

    /**
     * What Hilfenetz tells editors of the feeds they keep: an entry for each, under its key, with the words {@code state},
     * {@code field} and {@code message}. Read by nobody here but to see what was told before.
     */
    public static CmsType feedState() {
        return FEED_STATE;
    }

    /** The same with no more of each entry than tells that it is there, and in which languages. */
    public CmsType outline() {
        return new CmsType(name, path, List.of(), texts.stream().limit(1).toList(), Map.of(), drafts);
    }

    boolean isLocalized() {
        return !texts.isEmpty();
    }

    private static List<CmsType> read(boolean told) {
        try (var file = CmsType.class.getResourceAsStream("/schemas/cms/types.json")) {
            var types = new ArrayList<CmsType>();
            new ObjectMapper()
                    .readTree(Objects.requireNonNull(file, "schemas/cms/types.json is missing from the class path"))
                    .properties()
                    .forEach(type -> {
                        if (type.getValue().path("told").asBoolean() != told) {
                            return;
                        }
                        var shared = new ArrayList<String>();
                        type.getValue().path("shared").fieldNames().forEachRemaining(shared::add);
                        var texts = new ArrayList<String>();
                        type.getValue().path("texts").forEach(text -> texts.add(text.asText()));
                        types.add(new CmsType(
                                type.getKey(),
                                type.getValue().path("path").asText(),
                                shared,
                                texts,
                                Map.of(),
                                type.getValue().path("drafts").asBoolean()));
                    });
            return List.copyOf(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

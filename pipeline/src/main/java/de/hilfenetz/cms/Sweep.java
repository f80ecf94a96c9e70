package de.hilfenetz.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.cms.CmsFault.Name;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything that a CMS has published, type by type, page by page: says what to ask next and takes the answers.
 * Complete or a fault, never a part. Equal contents give equal files. Not thread-safe.
 */
public final class Sweep {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    /** Pages move while editors work; so often a type is begun again. */
    private static final int ATTEMPTS = 3;

    private final CmsProfile profile;
    private final List<CmsType> types;
    private final String language;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Set<String> present = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private int type;
    private int attempt = 1;
    private @Nullable String after;
    private boolean counting;
    private long rows;
    private long before = -1;
    private final Map<String, List<Row>> entries = new LinkedHashMap<>();

    /** @param language whose row decides where languages of one entry contradict each other in what they share */
    public Sweep(CmsProfile profile, List<CmsType> types, String language) {
        this.profile = profile;
        this.types = List.copyOf(types);
        this.language = language;
    }

    /** Path and query of the next request; null once everything is there. */
    public @Nullable String next() {
        if (type == types.size()) {
            return null;
        }
        return counting ? profile.count(types.get(type)) : profile.page(types.get(type), after);
    }

    /** Takes the answer to {@link #next}. */
    public void take(Answer answer) throws CmsFault {
        var of = types.get(type);
        if (counting) {
            check(of, profile.readCount(of, answer));
            return;
        }
        var page = profile.readPage(of, answer);
        rows += page.rows().size();
        for (var row : page.rows()) {
            entries.computeIfAbsent(row.id(), none -> new ArrayList<>()).add(row);
        }
        if (page.next() != null && page.next().equals(after)) {
            throw new CmsFault(Name.SHAPE, "%s: die Seiten nehmen kein Ende".formatted(of.path()));
        }
        var total = after == null && page.next() == null ? page.total() : null;
        after = page.next();
        if (total != null) {
            check(of, total);
        } else {
            counting = after == null;
        }
    }

    /**
     * As many rows as there are, each language of an entry once, or begin again. Where the number itself moved since the
     * attempt before, editors are at work: then it is enough that nothing is missing that was there all the time.
     */
    private void check(CmsType of, long total) throws CmsFault {
        var counted = total == rows || (before >= 0 && before != total && rows >= Math.min(before, total));
        var whole = counted && entries.values().stream().allMatch(Sweep::isSound);
        if (whole) {
            entries.values().forEach(parts -> keep(of, parts));
            type++;
            attempt = 1;
            before = -1;
        } else if (++attempt > ATTEMPTS) {
            throw new CmsFault(
                    Name.SHAPE, "%s: angekündigt sind %d Zeilen, gekommen %d".formatted(of.path(), total, rows));
        }
        if (!whole) {
            before = total;
        }
        entries.clear();
        rows = 0;
        after = null;
        counting = false;
    }

    private static boolean isSound(List<Row> parts) {
        var seen = new HashSet<Set<String>>();
        return parts.stream().allMatch(part -> seen.add(part.texts().keySet()));
    }

    private void keep(CmsType of, List<Row> parts) {
        var published = parts.stream().filter(Row::published).toList();
        if (published.size() < parts.size()) {
            problems.add("%s %s: nicht veröffentlicht, trotzdem gekommen; weggelassen / not published and left out"
                    .formatted(of.name(), called(parts.getFirst())));
        }
        if (published.isEmpty()) {
            return;
        }
        var first = published.stream()
                .filter(part -> part.texts().containsKey(language))
                .findFirst()
                .orElse(published.getFirst());
        if (published.stream().anyMatch(part -> !part.shared().equals(first.shared()))) {
            problems.add(
                    "%s %s: die Sprachen widersprechen sich in gemeinsamen Feldern; es gilt „%s“ / its languages differ"
                            .formatted(
                                    of.name(),
                                    called(first),
                                    String.join(",", first.texts().keySet())));
        }
        var file = of.name() + "/" + called(first) + ".json";
        published.forEach(part -> present.add(file + part.texts().keySet()));
        if (files.putIfAbsent(file, write(entry(of, first, published))) != null) {
            problems.add("%s %s: die Kennung ist zweimal vergeben; es gilt der erste Eintrag / the key is given twice"
                    .formatted(of.name(), called(first)));
        }
    }

    private static String called(Row row) {
        return row.key().isBlank() ? row.id() : row.key().strip();
    }

    private static ObjectNode entry(CmsType of, Row first, List<Row> parts) {
        var entry = JsonNodeFactory.instance.objectNode();
        entry.setAll(first.shared());
        for (var field : of.texts()) {
            var texts = JsonNodeFactory.instance.objectNode();
            for (var part : parts) {
                part.texts().forEach((tongue, said) -> {
                    if (!said.path(field).asText("").isBlank()) {
                        texts.set(tongue, said.get(field));
                    }
                });
            }
            if (!texts.isEmpty()) {
                entry.set(field, texts);
            }
        }
        for (var field : List.copyOf(names(entry))) {
            if (isEmpty(entry.get(field))) {
                entry.remove(field);
            }
        }
        return entry;
    }

    private static List<String> names(ObjectNode entry) {
        var names = new ArrayList<String>();
        entry.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A field that an editor left alone, in any of the ways in which a CMS says so. */
    private static boolean isEmpty(JsonNode value) {
        return value.isTextual() ? value.asText().isBlank() : value.isContainerNode() && value.isEmpty();
    }

    private static byte[] write(ObjectNode entry) {
        try {
            return JSON.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that is published, by {@code TYPE/KEY.json}. */
    public SortedMap<String, byte[]> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** A word for each entry in each of its languages. */
    public Set<String> present() {
        return Collections.unmodifiableSet(present);
    }

    /** Whether everything was here that was {@link #present} at another look. */
    public boolean sawAllOf(Set<String> others) {
        return present.containsAll(others);
    }

    /** What editors or operators of the CMS should look at, in words for the log. */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }
}

package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.FeedProblem;
import de.hilfenetz.feed.YamlFile;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One entry that editors keep, one a file: {@code TYPE/KEY.yaml}, {@code .json}, or {@code .md} with a front matter in YAML.
 * The body of a Markdown file is its long text: in the feed's language up to a line that says another one,
 * {@code <!-- en -->}. Type and key come from the file's path, whatever the file says.
 */
final class EntryReader {

    static final Rule NO_ENTRY = Rule.error(
            "inhalt-kein-eintrag",
            "„{value}“ ist kein Eintrag. Erwartet wird ART/KENNUNG.yaml, .md oder .json; Arten sind: {expected}.",
            "“{value}” is no entry. Expected is TYPE/KEY.yaml, .md or .json; types are: {expected}.");

    static final Rule UNREADABLE = Rule.error(
            "inhalt-unlesbar",
            "Der Eintrag lässt sich nicht lesen: {german}. Bitte die Datei berichtigen.",
            "The entry cannot be read: {english}. Please correct the file.");

    /** Types of entry, and the member that a Markdown file's body is. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("abstimmung", "result"),
            Map.entry("announcement", "text"),
            Map.entry("bewertung", "text"),
            Map.entry("concept", "definition"),
            Map.entry("correction", "reason"),
            Map.entry("crisis-number", "text"),
            Map.entry("dataset", "description"),
            Map.entry("feed", "description"),
            Map.entry("organization", "description"),
            Map.entry("page", "body"),
            Map.entry("question", "explanation"),
            Map.entry("stellungnahme", "text"));

    private static final Pattern PATH = Pattern.compile("/([a-z-]+)/(.+)\\.(yaml|yml|md|json)");
    private static final Pattern LANGUAGE = Pattern.compile("<!--\\s*([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\\s*-->\\s*");
    private static final String FENCE = "---";

    private final String language;
    private final String type;
    private final String key;
    private final Place place;
    private final IdentityHashMap<JsonNode, Place> places = new IdentityHashMap<>();

    private EntryReader(String language, String type, String key, Place place) {
        this.language = language;
        this.type = type;
        this.key = key;
        this.place = place;
    }

    static void read(String language, String file, InputStream in, Sink sink) throws IOException {
        var bytes = in.readAllBytes();
        var place = new Place(file, 1, 0, null);
        var path = PATH.matcher(typed(file));
        if (!path.matches() || !BODIES.containsKey(path.group(1))) {
            var expected = String.join(", ", BODIES.keySet().stream().sorted().toList());
            var finding = Finding.of(NO_ENTRY, place, null, file).with("expected", expected);
            var raw = new RawRecord(1, place, Sha256.of(named(file, bytes)), () -> {
                throw new UnreadableRecord(finding);
            });
            sink.accept(raw, List.of(finding));
            return;
        }
        var reader = new EntryReader(language, path.group(1), path.group(2), place);
        var extension = path.group(3);
        sink.accept(
                new RawRecord(1, place, Sha256.of(named(file, bytes)), () -> reader.tree(extension, bytes)), List.of());
    }

    /** {@code /TYPE/KEY.yaml}: keys may hold slashes, so the first folder that is a type is the type. */
    private static String typed(String file) {
        var steps = file.split("/", -1);
        for (var i = 0; i < steps.length - 1; i++) {
            if (BODIES.containsKey(steps[i])) {
                return "/" + steps[i] + "/" + String.join("/", List.of(steps).subList(i + 1, steps.length));
            }
        }
        return file;
    }

    /** Two files may say the same of two things. */
    private static byte[] named(String file, byte[] bytes) {
        var name = (file + "\n").getBytes(StandardCharsets.UTF_8);
        var both = java.util.Arrays.copyOf(name, name.length + bytes.length);
        System.arraycopy(bytes, 0, both, name.length, bytes.length);
        return both;
    }

    private RawRecord.Tree tree(String extension, byte[] bytes) {
        var entry = switch (extension) {
            case "json" -> json(bytes);
            case "md" -> markdown(bytes);
            default -> yaml(bytes, 0);
        };
        entry.put("kind", type);
        entry.put("key", key);
        return new RawRecord.Tree(entry, places);
    }

    private ObjectNode json(byte[] bytes) {
        var tree = JsonTree.parse(bytes, 0, bytes.length, place);
        tree.places().forEach(places::put);
        return object(tree.root());
    }

    private ObjectNode markdown(byte[] bytes) {
        var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
            throw unreadable(1, "in der ersten Zeile steht nicht „---“", "the first line is not “---”");
        }
        var end = lines.subList(1, lines.size()).indexOf(FENCE) + 1;
        if (end == 0) {
            throw unreadable(1, "das zweite „---“ fehlt", "the second “---” is missing");
        }
        var front = String.join("\n", lines.subList(1, end)) + "\n";
        var entry = yaml(front.getBytes(StandardCharsets.UTF_8), 1);
        var member = BODIES.getOrDefault(type, "body");
        var texts = texts(lines, end + 1);
        if (!texts.isEmpty()) {
            entry.set(member, texts);
        }
        return entry;
    }

    private ObjectNode texts(List<String> lines, int from) {
        var texts = JsonNodeFactory.instance.objectNode();
        var now = language;
        var text = new StringBuilder();
        var begins = from;
        for (var i = from; i <= lines.size(); i++) {
            var next = i < lines.size() ? LANGUAGE.matcher(lines.get(i)) : null;
            if (next != null && !next.matches()) {
                text.append(lines.get(i)).append('\n');
                continue;
            }
            var whole = text.toString().strip();
            if (!whole.isEmpty()) {
                var node = JsonNodeFactory.instance.textNode(whole);
                places.put(node, new Place(place.file(), begins + 1, 0, "/" + BODIES.get(type) + "/" + now));
                texts.set(now, node);
            }
            text.setLength(0);
            begins = i + 1;
            now = next == null ? now : next.group(1);
        }
        return texts;
    }

    private ObjectNode yaml(byte[] bytes, int linesBefore) {
        var file = YamlFile.read(bytes, place.file());
        var root = file.root();
        if (root == null || !file.problems().isEmpty()) {
            var problem = file.problems().isEmpty()
                    ? new FeedProblem(place.file(), 1, 0, "sie ist leer", "it is empty")
                    : file.problems().getFirst();
            throw unreadable(problem.line() + linesBefore, problem.german(), problem.english());
        }
        locate(root, "", file, linesBefore);
        return object(root);
    }

    private void locate(JsonNode node, String pointer, YamlFile file, int linesBefore) {
        if (!node.isBoolean() && !node.isNull()) { // those are shared, and stand everywhere
            places.put(
                    node,
                    new Place(place.file(), file.line(pointer) + linesBefore, 0, pointer.isEmpty() ? null : pointer));
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> locate(
                            member.getValue(),
                            pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            file,
                            linesBefore));
        } else {
            for (var i = 0; i < node.size(); i++) {
                locate(node.get(i), pointer + "/" + i, file, linesBefore);
            }
        }
    }

    private ObjectNode object(JsonNode root) {
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw unreadable(
                1,
                "erwartet werden Felder wie „title: …“, gefunden %s"
                        .formatted(root.getNodeType().name().toLowerCase(Locale.ROOT)),
                "expected are members such as “title: …”, found %s"
                        .formatted(root.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    private UnreadableRecord unreadable(int line, String german, String english) {
        return new UnreadableRecord(Finding.of(UNREADABLE, new Place(place.file(), line, 0, null), null, null)
                .with("german", german)
                .with("english", english));
    }
}

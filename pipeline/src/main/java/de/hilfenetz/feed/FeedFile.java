package de.hilfenetz.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Feed} of a checked feed file: defaults filled in, names of files resolved. */
final class FeedFile {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final long MAX_BYTES = 2L << 30;

    private final Path folder;
    private final boolean byEditors;
    private final FeedSchema schema = new FeedSchema();

    /**
     * @param folder absolute; what the files' names are relative to
     */
    FeedFile(Path folder) {
        this(folder, false);
    }

    /** @param byEditors whether they are entries, with the mapping itself instead of the name of its file */
    FeedFile(Path folder, boolean byEditors) {
        this.folder = folder;
        this.byEditors = byEditors;
    }

    /** The feed in {@code file}; empty if anything is wrong with it, which is then told to the file. */
    Optional<Feed> read(YamlFile file) {
        var root = file.root();
        if (root == null) {
            return Optional.empty();
        }
        schema.check(root, file);
        var feed = file.problems().isEmpty() ? new Reading(root, file).feed() : null;
        file.problems().sort(Comparator.comparingInt(FeedProblem::line).thenComparingInt(FeedProblem::column));
        return file.problems().isEmpty() ? Optional.ofNullable(feed) : Optional.empty();
    }

    /** One file whose shape is right; the values' meaning is looked at here. */
    private final class Reading {

        private final JsonNode root;
        private final YamlFile file;

        Reading(JsonNode root, YamlFile file) {
            this.root = root;
            this.file = file;
        }

        Feed feed() {
            var id = root.path("id").asText();
            var fetch = fetch(root.path("fetch"));
            return new Feed(
                    id,
                    root.path("title").asText(),
                    organizations(root.path("organizations")),
                    Feed.Format.of(root.path("format").asText()),
                    mapping(),
                    root.path("ids").asText(id),
                    root.has("deliveries")
                            ? Feed.Deliveries.valueOf(upper(root.path("deliveries")))
                            : Feed.Deliveries.SNAPSHOT,
                    fetch,
                    expect(fetch),
                    licence(),
                    text("attribution"),
                    text("contact"),
                    text("secret"),
                    brake(root.path("brake"), Feed.Format.of(root.path("format").asText())),
                    trust(root.path("trust")),
                    root.path("language").asText("de"),
                    table(root.path("table")),
                    text("records"),
                    root.has("alerts") ? Feed.Alerts.valueOf(upper(root.path("alerts"))) : Feed.Alerts.ON_ERROR,
                    takesOver(root.path("takes_over")),
                    words(),
                    persons(root.path("persons")),
                    release(root.path("release").asText("now")),
                    harmless(root.path("harmless")));
        }

        private static Feed.Release release(String word) {
            return switch (word) {
                case "now" -> Feed.Release.NOW;
                case "confirmed" -> new Feed.Release(true, null);
                default -> new Feed.Release(false, LocalTime.parse(word.substring("from ".length())));
            };
        }

        private static SortedSet<String> harmless(JsonNode node) {
            var names = new TreeSet<String>();
            node.forEach(name -> names.add(name.asText()));
            return names;
        }

        private List<Feed.Named> persons(JsonNode node) {
            var persons = new ArrayList<Feed.Named>();
            for (var person : node) {
                var until = person.path("until").asText();
                try {
                    persons.add(new Feed.Named(
                            person.path("contact").asText(),
                            person.path("basis").asText(),
                            LocalDate.parse(until)));
                } catch (DateTimeParseException e) {
                    file.problemAt(
                            "/persons/" + persons.size() + "/until",
                            "until: erwartet wird ein Tag wie 2027-12-31, gefunden „%s“".formatted(until),
                            "until: expected is a day such as 2027-12-31, found “%s”".formatted(until));
                }
            }
            return persons;
        }

        private Feed.@Nullable TakeOver takesOver(JsonNode node) {
            if (node.isMissingNode()) {
                return null;
            }
            var ids = node.has("ids")
                    ? new PairsFile(folder, file).read(node.path("ids").asText(), "/takes_over/ids", "alt", "neu")
                    : new TreeMap<String, String>();
            return new Feed.TakeOver(node.path("feed").asText(), ids);
        }

        private SortedMap<String, List<String>> words() {
            var words = new TreeMap<String, List<String>>();
            var name = text("words");
            if (name != null) {
                new PairsFile(folder, file)
                        .read(name, "/words", "wort", "begriffe")
                        .forEach((word, concepts) -> words.put(
                                word,
                                Arrays.stream(concepts.split("[|, ]+", -1))
                                        .filter(concept -> !concept.isEmpty())
                                        .toList()));
            }
            return words;
        }

        private @Nullable String text(String key) {
            return root.has(key) ? root.path(key).asText() : null;
        }

        private Feed.@Nullable Organizations organizations(JsonNode node) {
            if (node.isMissingNode()) {
                return null;
            }
            var allowed = new ArrayList<String>();
            node.path("allowed").forEach(one -> allowed.add(one.asText()));
            return new Feed.Organizations(
                    node.path("one").asText(null), node.path("column").asText(null), allowed);
        }

        private @Nullable String mapping() {
            var name = text("mapping");
            if (name == null || byEditors) {
                return name;
            }
            try {
                var path = folder.resolve(name);
                if (Files.isRegularFile(path)) {
                    return path.normalize().toString();
                }
            } catch (InvalidPathException e) {
                // Told below: a name no file can have is a file that is not there.
            }
            file.problemAt(
                    "/mapping",
                    "mapping: die Datei „%s“ liegt nicht neben dieser Datei".formatted(name),
                    "mapping: the file “%s” does not lie beside this file".formatted(name));
            return null;
        }

        private URI licence() {
            var text = root.path("licence").asText();
            var found = Licences.find(text);
            if (found.isEmpty()) {
                var allowed = String.join(", ", Licences.all());
                file.problemAt(
                        "/licence",
                        "licence: Daten unter „%s“ dürfen nicht mit anderen zusammengeführt werden; möglich sind %s"
                                .formatted(text, allowed),
                        "licence: data under “%s” may not be merged with others; possible are %s"
                                .formatted(text, allowed));
            }
            return found.orElse(URI.create("about:blank"));
        }

        private Feed.@Nullable Fetch fetch(JsonNode node) {
            if (node.isMissingNode()) {
                return null;
            }
            Map<String, String> headers = new HashMap<>();
            node.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new Feed.Fetch(
                    url(node.path("url").asText()),
                    duration("/fetch/every", Duration.ZERO),
                    duration("/fetch/deadline", DEADLINE),
                    node.path("maxBytes").asLong(MAX_BYTES),
                    headers,
                    access(node),
                    pages(node.path("pages")),
                    node.path("done").asBoolean(false));
        }

        private Feed.Access access(JsonNode node) {
            var auth = node.path("auth");
            if ((node.has("auth") || node.path("url").asText().startsWith("sftp:")) && !root.has("secret")) {
                file.problemAt(
                        "/fetch",
                        "fetch: dazu gehört ein Geheimnis (secret: Name einer Datei im Ordner HILFENETZ_SECRETS)",
                        "fetch: a secret belongs to it (secret: name of a file in the folder HILFENETZ_SECRETS)");
            }
            return new Feed.Access(
                    auth(auth),
                    node.path("user").asText(null),
                    node.path("hostKey").asText(null),
                    node.path("internal").asBoolean(false),
                    node.path("minRate").asInt(Feed.Access.MIN_RATE));
        }

        /** Every CMS takes its token as a bearer token, so nobody need say it. */
        private Feed.@Nullable Auth auth(JsonNode auth) {
            if (!auth.isMissingNode()) {
                return Feed.Auth.valueOf(upper(auth));
            }
            var isCms = Feed.Format.of(root.path("format").asText()).isCms();
            return isCms && root.has("secret") ? Feed.Auth.BEARER : null;
        }

        private static Feed.@Nullable Pages pages(JsonNode node) {
            return node.isMissingNode()
                    ? null
                    : new Feed.Pages(
                            Feed.Pages.By.valueOf(upper(node.path("by"))),
                            node.path("parameter").asText("page"),
                            node.path("first").asInt(1));
        }

        private URI url(String text) {
            try {
                if (text.startsWith("file:")) {
                    return folder.resolve(path(text)).normalize().toUri();
                }
                var url = new URI(text);
                if (url.getHost() != null && url.getUserInfo() == null) {
                    return url;
                }
            } catch (URISyntaxException | InvalidPathException e) {
                // Told below.
            }
            notAnAddress("url", "/fetch/url", text);
            return URI.create("about:blank");
        }

        /** The path in {@code file:x}, {@code file:/x} or {@code file:///x}; people write blanks and umlauts as they are. */
        private static String path(String text) {
            var path = text.substring("file:".length());
            if (path.startsWith("//")) {
                path = path.substring(path.indexOf('/', 2) < 0 ? 2 : path.indexOf('/', 2));
            }
            if (path.indexOf('%') < 0) {
                return path;
            }
            try {
                return new URI("file:///" + path).getPath().substring(1);
            } catch (URISyntaxException e) {
                return path;
            }
        }

        private void notAnAddress(String key, String pointer, String text) {
            file.problemAt(
                    pointer,
                    "%s: „%s“ ist keine gültige Adresse; Kennwörter gehören nicht hinein".formatted(key, text),
                    "%s: “%s” is no valid address; passwords do not belong there".formatted(key, text));
        }

        private @Nullable Duration expect(Feed.@Nullable Fetch fetch) {
            if (root.has("expect")) {
                return duration("/expect", Duration.ofDays(1));
            }
            if (fetch == null) {
                return null;
            }
            var twice = fetch.every().multipliedBy(2);
            return twice.compareTo(Duration.ofDays(1)) > 0 ? twice : Duration.ofDays(1);
        }

        private Duration duration(String pointer, Duration otherwise) {
            var node = root.at(pointer);
            if (node.isMissingNode()) {
                return otherwise;
            }
            try {
                var duration = Duration.parse(node.asText());
                if (duration.isPositive()) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Told below.
            }
            var key = pointer.substring(pointer.lastIndexOf('/') + 1);
            file.problemAt(
                    pointer,
                    "%s: erwartet wird eine Dauer wie PT6H, gefunden „%s“".formatted(key, node.asText()),
                    "%s: expected is a duration such as PT6H, found “%s”".formatted(key, node.asText()));
            return otherwise;
        }

        private static Feed.Brake brake(JsonNode node, Feed.Format format) {
            var usual = format.isEditorial() ? Feed.Brake.EDITORIAL : Feed.Brake.DEFAULT;
            return new Feed.Brake(
                    node.path("deletions").asDouble(usual.deletions()),
                    node.path("deletionsAtLeast").asInt(usual.deletionsAtLeast()),
                    node.path("deletionsAtMost").asInt(usual.deletionsAtMost()),
                    node.path("changes").asDouble(usual.changes()),
                    node.path("fields").asDouble(usual.fields()),
                    node.path("errors").asDouble(usual.errors()));
        }

        private Feed.Trust trust(JsonNode node) {
            if (!node.isObject()) {
                return new Feed.Trust(node.asInt(Feed.Trust.DEFAULT.byDefault()), Map.of());
            }
            Map<String, Integer> byField = new HashMap<>();
            node.properties()
                    .forEach(field ->
                            byField.put(field.getKey(), field.getValue().asInt()));
            var byDefault = byField.remove("default");
            return new Feed.Trust(byDefault == null ? Feed.Trust.DEFAULT.byDefault() : byDefault, byField);
        }

        private Feed.Table table(JsonNode node) {
            var encoding = node.path("encoding").asText(null);
            if (encoding != null && !isCharset(encoding)) {
                file.problemAt(
                        "/table/encoding",
                        "encoding: den Zeichensatz „%s“ gibt es nicht; üblich sind UTF-8 und windows-1252"
                                .formatted(encoding),
                        "encoding: there is no charset “%s”; usual ones are UTF-8 and windows-1252"
                                .formatted(encoding));
            }
            var delimiter = node.path("delimiter").asText(null);
            return new Feed.Table(
                    encoding,
                    "tab".equals(delimiter) ? "\t" : delimiter,
                    node.path("sheet").asText(null));
        }

        private static boolean isCharset(String name) {
            try {
                return Charset.isSupported(name);
            } catch (IllegalCharsetNameException e) {
                return false;
            }
        }

        private static String upper(JsonNode node) {
            return node.asText().toUpperCase(java.util.Locale.ROOT);
        }
    }
}

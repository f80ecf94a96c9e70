package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.Differences;
import de.hilfenetz.publish.Differences.Difference;
import de.hilfenetz.publish.Differences.Field;
import de.hilfenetz.publish.Differences.What;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.ReleaseId;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Views.ChangedField;
import de.hilfenetz.serve.Views.ChangedRecord;
import de.hilfenetz.serve.Views.Changes;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.serve.Views.VersionLine;
import de.hilfenetz.serve.Views.Versions;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.jena.atlas.lib.Cache;
import org.apache.jena.atlas.lib.CacheFactory;
import org.jspecify.annotations.Nullable;

/** What changed from release to release: for people as pages and Atom (RFC 4287), for programs as JSON. */
final class ChangePages {

    private static final int MOST_ENTRIES = 100;
    private static final int MOST_VERSIONS = 50;
    private static final int MOST_SHOWN = 500;
    /** Above this share a difference says more about a feed than about the city's help. */
    private static final double MASS = 0.3;

    private final Supplier<Optional<Published>> current;
    private final Releases releases;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final DataSets sets;
    private final Dictionary dictionary;
    /** Releases never change, so neither does what lies between two of them. */
    private final Cache<String, Differences> known = CacheFactory.createCache(2 * MOST_VERSIONS);

    ChangePages(
            Supplier<Optional<Published>> current,
            Releases releases,
            Site site,
            Dictionary dictionary,
            Words t,
            Pages pages) {
        this.current = current;
        this.releases = releases;
        this.site = site;
        this.t = t;
        this.dictionary = dictionary;
        this.pages = pages;
        sets = new DataSets(releases, t);
    }

    /** {@code /versionen}. */
    void versions(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var lines = newest(published, MOST_VERSIONS).stream()
                .map(manifest ->
                        line(manifest, null, manifest.counts().getOrDefault(Kind.SERVICE.path(), 0L), List.of()))
                .toList();
        var frame = pages.frame(ctx, Optional.of(published), t.of("versionen"), t.of("versionen.beschreibung"));
        send(ctx, published, frame, new Versions(null, lines));
    }

    /** {@code /daten/{dataset}/versionen}: the kept releases with the files of one data set. */
    void versionsOf(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var set = set(ctx, published).orElseThrow();
        var dataset = ctx.pathParam("dataset");
        var lines = new ArrayList<VersionLine>();
        for (var manifest : newest(published, MOST_VERSIONS)) {
            var files = DataSets.of(releases.files(manifest)).getOrDefault(dataset, List.of());
            if (!files.isEmpty()) {
                lines.add(line(manifest, dataset, DataSets.rows(files).orElse(null), files));
            }
        }
        var frame = pages.frame(
                ctx, Optional.of(published), t.of("versionen.von", set.text()), t.of("versionen.beschreibung"));
        send(ctx, published, frame, new Versions(set, lines));
    }

    private void send(Context ctx, Published published, Frame frame, Versions versions) {
        pages.send(
                ctx,
                Optional.of(published),
                sets.made(Optional.of(published)),
                "versionen",
                Map.of("frame", frame, "page", versions));
    }

    /** The data set that the address names, if it names one; 404 where there is none. */
    private Optional<Link> set(Context ctx, Published published) {
        return Optional.ofNullable(ctx.pathParamMap().get("dataset")).map(name -> {
            var files = sets.of(published.manifest()).get(name);
            if (files == null) {
                throw Refusal.of(404);
            }
            return new Link(sets.title(name, files), "/daten/" + name);
        });
    }

    /** @param dataset whose line it is; null for the release as a whole */
    private VersionLine line(Manifest manifest, @Nullable String dataset, @Nullable Long rows, List<DataFile> files) {
        var before = previous(manifest);
        var told = Objects.requireNonNullElse(dataset, ChangeFilter.EVERYTHING);
        var isTold = ChangeFilter.tells(told);
        var only = ChangeFilter.of(told);
        var counts = new EnumMap<What, Integer>(What.class);
        before.filter(none -> isTold)
                .ifPresent(from -> between(from, manifest).records().stream()
                        .filter(only::holds)
                        .forEach(record -> counts.merge(record.what(), 1, Integer::sum)));
        var isCounted = before.isPresent() && isTold;
        return new VersionLine(
                manifest.release().toString(),
                dataset == null ? "/daten/%s/manifest.json".formatted(manifest.release()) : null,
                t.moment(manifest.created()),
                rows == null ? "–" : t.number(rows),
                isCounted ? "+" + counts.getOrDefault(What.ADDED, 0) : "",
                isCounted ? "−" + counts.getOrDefault(What.REMOVED, 0) : "",
                isCounted ? "~" + counts.getOrDefault(What.CHANGED, 0) : "",
                before.isPresent() && !before.get().fingerprint().equals(manifest.fingerprint()),
                before.isEmpty(),
                before.filter(none -> isTold)
                        .map(from -> (dataset == null ? "" : "/daten/" + dataset) + changesBetween(from, manifest))
                        .orElse(null),
                files.stream()
                        .map(file -> new Link(
                                sets.format(file) + ", " + t.size(file.plainBytes()),
                                "/daten/%s/%s/%s".formatted(dataset, manifest.release(), file.plainName())))
                        .toList());
    }

    private static String changesBetween(Manifest from, Manifest to) {
        return "/aenderungen?von=" + from.release() + "&bis=" + to.release();
    }

    /**
     * {@code /aenderungen?von=&bis=}, {@code /daten/{dataset}/aenderungen}: between two releases, or two days; without them what
     * the newest release brought. Of all records, or as {@link ChangeFilter} says.
     */
    void changes(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var only = ChangeFilter.of(ctx);
        var set = set(ctx, published).orElse(null);
        var to = asked(ctx.queryParam("bis"), published).orElse(published.manifest());
        var from = asked(ctx.queryParam("von"), published).or(() -> previous(to));
        var offers = only.offers(published.directory());
        var plain = pages.frame(
                        ctx,
                        Optional.of(published),
                        set == null ? t.of("aenderungen.titel") : t.of("aenderungen.in", set.text()),
                        t.of("aenderungen.beschreibung"))
                .withFeed(set == null ? only.on("/aenderungen.atom") : set.href() + "/aenderungen.atom");
        var frame = offers.isEmpty() ? plain : pages.aboutOffers(offers, plain, published);
        pages.send(
                ctx,
                Optional.of(published),
                "aenderungen",
                Map.of(
                        "frame",
                        only.asked().isEmpty() || set != null ? frame : frame.withoutIndex(),
                        "changes",
                        view(from.orElse(null), to, only, set, published)));
    }

    private Optional<Manifest> asked(@Nullable String idOrDay, Published published) {
        if (idOrDay == null || idOrDay.isBlank()) {
            return Optional.empty();
        }
        var found = releases.find(idOrDay.strip());
        if (found.isEmpty() || found.get().journal() > published.manifest().journal()) {
            throw Refusal.of(404, t.of("aenderungen.unbekannt", idOrDay.strip(), nearest(idOrDay.strip())));
        }
        return found;
    }

    /** The release nearest before a day or a name; the first where there is none before. */
    private String nearest(String asked) {
        var all = releases.list();
        return all.stream()
                .map(ReleaseId::toString)
                .filter(id -> id.compareTo(asked) <= 0)
                .reduce((first, second) -> second)
                .orElse(all.getFirst().toString());
    }

    private Changes view(
            @Nullable Manifest from, Manifest to, ChangeFilter only, @Nullable Link set, Published published) {
        var options = newest(published, MOST_VERSIONS);
        var records = from == null
                ? List.<Difference>of()
                : between(from, to).records().stream().filter(only::holds).toList();
        var byProvider = new TreeMap<String, List<ChangedRecord>>(Collator.getInstance(Locale.GERMAN));
        records.stream()
                .limit(MOST_SHOWN)
                .forEach(record -> byProvider
                        .computeIfAbsent(provider(record, published), none -> new ArrayList<>())
                        .add(view(record)));
        var all = to.counts().values().stream().mapToLong(Long::longValue).sum();
        return new Changes(
                set,
                set == null ? only.asked() : Map.of(),
                options(options, from),
                options(options, to),
                from == null ? null : t.moment(from.created()),
                t.moment(to.created()),
                records.isEmpty() ? "" : t.count("eintraege", records.size()),
                records.size() > MOST_SHOWN,
                from != null && all > 0 && records.size() > MASS * all,
                from != null && !from.fingerprint().equals(to.fingerprint()),
                from == null || !only.asked().isEmpty()
                        ? null
                        : "/api/v1/changes?since=" + from.release() + "&until=" + to.release(),
                from == null
                        ? null
                        : only.query()
                                .with("von", from.release().toString())
                                .with("bis", to.release().toString())
                                .on("/aenderungen.csv"),
                byProvider);
    }

    private static List<Option> options(List<Manifest> manifests, @Nullable Manifest chosen) {
        return manifests.stream()
                .map(manifest -> manifest.release().toString())
                .map(id -> new Option(
                        id, id, chosen != null && chosen.release().toString().equals(id)))
                .toList();
    }

    private String provider(Difference record, Published published) {
        var id = record.organization();
        if (id != null) {
            var name = published.directory().find(id);
            if (name.isPresent()) {
                return name.get().name();
            }
        }
        return record.feed().isEmpty()
                ? t.of("aenderungen.ohne-traeger")
                : site.feedTitles().getOrDefault(record.feed(), record.feed());
    }

    private ChangedRecord view(Difference record) {
        var link = record.what() == What.REMOVED && record.name() == null
                ? null
                : Hits.path(record.kind()) + "/" + record.id();
        var english = record.englishSentence();
        var name =
                record.name() == null ? "" : english.substring(0, record.name().length() + 2);
        return new ChangedRecord(
                t.isGerman() ? "" : name,
                t.isGerman() ? record.sentence() : english.substring(name.length()),
                t.isGerman() ? record.cause().german() : record.cause().english(),
                link,
                changed(record).stream()
                        .map(field -> new ChangedField(
                                label(record.kind(), field.member()), said(field.before()), said(field.after())))
                        .toList());
    }

    /** What people want to compare: of what came, the record's own page says it all. */
    private static List<Field> changed(Difference record) {
        return record.what() == What.CHANGED ? record.fields() : List.of();
    }

    private String label(Kind kind, String member) {
        return dictionary
                .findField(kind.json(), member)
                .map(Dictionary.Field::title)
                .orElse(member);
    }

    /** A value in words: texts as they are, lists with commas, anything else as its JSON. */
    private static @Nullable String said(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (value.isArray()) {
            var words = new ArrayList<String>();
            value.forEach(each -> words.add(each.isValueNode() ? each.asText() : each.toString()));
            return String.join(", ", words);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** {@code /api/v1/changes?since={release}&until={release}}. */
    void api(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(503));
        var since = ctx.queryParam("since");
        if (since == null || since.isBlank()) {
            throw Refusal.of(400, t.of("aenderungen.seit-fehlt"));
        }
        var from = asked(since, published).orElseThrow();
        var to = asked(ctx.queryParam("until"), published).orElse(published.manifest());
        var out = new ByteArrayOutputStream();
        try (var json = CanonicalJson.mapper().getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("since", from.release().toString());
            json.writeStringField("until", to.release().toString());
            json.writeBooleanField("schemaChanged", !from.fingerprint().equals(to.fingerprint()));
            json.writeArrayFieldStart("changes");
            for (var record : between(from, to).records()) {
                json.writeTree(json(record));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        Answers.send(ctx, Accept.JSON, out.toByteArray(), from.release() + "-" + to.release(), Answers.REVALIDATE);
    }

    private ObjectNode json(Difference record) {
        var json = CanonicalJson.mapper().createObjectNode();
        json.put("what", record.what().name().toLowerCase(Locale.ROOT));
        json.put("kind", record.kind().json());
        json.put("id", record.id().toString());
        json.put("iri", site.base() + "id/" + record.kind().path() + "/" + record.id());
        json.put("name", record.name());
        json.put("feed", record.feed().isEmpty() ? null : record.feed());
        json.put("cause", record.cause().name().toLowerCase(Locale.ROOT));
        json.put("sentence", record.sentence());
        json.put("sentenceEn", record.englishSentence());
        var fields = json.putArray("fields");
        record.fields().forEach(field -> {
            var one = fields.addObject().put("pointer", field.pointer());
            one.set("before", field.before());
            one.set("after", field.after());
        });
        return json;
    }

    /** {@code /aenderungen.csv?von=&bis=}: one row for each field, or for each record that went; as {@link ChangeFilter} says. */
    void csv(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var only = ChangeFilter.of(ctx);
        var to = asked(ctx.queryParam("bis"), published).orElse(published.manifest());
        var from =
                asked(ctx.queryParam("von"), published).or(() -> previous(to)).orElse(to);
        var out = new StringWriter();
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
            csv.writeRecord("id", "art", "name", "was", "grund", "feld", "vorher", "nachher");
            for (var record : between(from, to).records()) {
                if (!only.holds(record)) {
                    continue;
                }
                var head = List.of(
                        record.id().toString(),
                        record.kind().path(),
                        Objects.requireNonNullElse(record.name(), ""),
                        record.what().name().toLowerCase(Locale.ROOT),
                        record.cause().german());
                if (record.fields().isEmpty()) {
                    csv.writeRecord(row(head, "", "", ""));
                }
                for (var field : record.fields()) {
                    csv.writeRecord(row(head, field.pointer(), cell(field.before()), cell(field.after())));
                }
            }
        }
        Answers.send(
                ctx,
                "text/csv;charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8),
                only.on(from.release() + "-" + to.release() + "-csv"),
                Answers.REVALIDATE);
    }

    private static List<String> row(List<String> head, String... rest) {
        return Stream.concat(head.stream(), Stream.of(rest)).toList();
    }

    private static String cell(@Nullable JsonNode value) {
        return value == null ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    /**
     * {@code /aenderungen.atom}, {@code /daten/{dataset}/aenderungen.atom}: the newest changes first, of all records or only of a
     * data set ({@code datensatz=angebote}), an organization ({@code traeger}), one record ({@code eintrag}), a Stadtbezirk or Stadtteil ({@code gebiet=03}), a
     * topic ({@code thema}) and a life situation ({@code lebenslage}).
     */
    void atom(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(503));
        var only = ChangeFilter.of(ctx);
        var tag = only.on(published.release());
        if (Answers.hasAlready(ctx, tag)) {
            return;
        }
        var feed = new Atom(
                site.base() + only.on("aenderungen.atom"),
                site.base() + only.on("aenderungen"),
                t.of("aenderungen.titel"),
                t.of("name"),
                published.at(),
                entries(only, published));
        Answers.send(ctx, Atom.TYPE, feed.write(), tag, Answers.REVALIDATE);
    }

    private List<Atom.Entry> entries(ChangeFilter only, Published published) {
        var entries = new ArrayList<Atom.Entry>();
        for (var manifest : newest(published, MOST_VERSIONS)) {
            var before = previous(manifest);
            if (before.isEmpty()) {
                return entries;
            }
            for (var record : between(before.get(), manifest).records()) {
                if (only.holds(record)) {
                    entries.add(entry(record, manifest));
                    if (entries.size() == MOST_ENTRIES) {
                        return entries;
                    }
                }
            }
        }
        return entries;
    }

    private Atom.Entry entry(Difference record, Manifest manifest) {
        var iri = site.base() + "id/" + record.kind().path() + "/" + record.id();
        var fields = changed(record).stream()
                .map(field -> "%s: %s → %s"
                        .formatted(
                                label(record.kind(), field.member()),
                                field.before() == null ? "–" : said(field.before()),
                                field.after() == null ? "–" : said(field.after())))
                .toList();
        return new Atom.Entry(
                iri + "#" + manifest.release(),
                record.sentence(),
                manifest.created(),
                iri,
                record.what().name().toLowerCase(Locale.ROOT),
                fields.isEmpty() ? null : String.join("; ", fields));
    }

    /** The newest releases up to the one that is shown, newest first. */
    private List<Manifest> newest(Published published, int most) {
        var shown = published.manifest().release();
        return releases.list().reversed().stream()
                .filter(id -> id.compareTo(shown) <= 0)
                .flatMap(id -> releases.find(id.toString()).stream())
                .limit(most)
                .toList();
    }

    /** The release before that is still public. */
    private Optional<Manifest> previous(Manifest manifest) {
        return releases.list().reversed().stream()
                .filter(id -> id.compareTo(manifest.release()) < 0)
                .flatMap(id -> releases.find(id.toString()).stream())
                .findFirst();
    }

    private Differences between(Manifest from, Manifest to) {
        return known.get(from.release() + " " + to.release(), pair -> releases.differences(from, to));
    }
}

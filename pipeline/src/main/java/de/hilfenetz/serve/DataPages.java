package de.hilfenetz.serve;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Views.Column;
import de.hilfenetz.serve.Views.DatasetPage;
import de.hilfenetz.serve.Views.Download;
import de.hilfenetz.serve.Views.Gap;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.serve.Views.Snippet;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The catalogue for people and for portals, and the page of each data set. */
final class DataPages {

    private static final int LONGEST_CELL = 80;
    /** Said by one row in four at most. */
    private static final int SELDOM = 4;

    private static final int MOST_GAPS = 12;

    private final Supplier<Optional<Published>> current;
    private final Releases releases;
    private final Catalogue catalogue;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final DataSets sets;
    private final Markup markup;
    /** By SHA-256 of the table: reading it costs more than the rest of its page. */
    private final Map<String, TableSample> samples = new ConcurrentHashMap<>();

    DataPages(
            Supplier<Optional<Published>> current,
            Releases releases,
            Catalogue catalogue,
            Site site,
            Words t,
            Pages pages) {
        this.current = current;
        this.releases = releases;
        this.catalogue = catalogue;
        this.site = site;
        this.t = t;
        this.pages = pages;
        sets = new DataSets(releases, t);
        markup = new Markup(site);
    }

    /** {@code /daten/{dataset}}. */
    void dataset(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var dataset = ctx.pathParam("dataset");
        var files = sets.of(published.manifest()).get(dataset);
        if (files == null) {
            throw Refusal.of(404);
        }
        var title = sets.title(dataset, files);
        var frame = pages.frame(
                        ctx,
                        Optional.of(published),
                        t.of("datensatz.titel", title),
                        t.of("datensatz.beschreibung", title))
                .with(List.of(new Frame.Alternate(Accept.TURTLE, "/catalog.ttl")));
        if (ChangeFilter.tells(dataset)) {
            frame = frame.withFeed("/daten/" + dataset + "/aenderungen.atom");
        }
        var page = page(published, dataset, files);
        pages.send(
                ctx,
                Optional.of(published),
                sets.made(Optional.of(published)),
                "datensatz",
                Map.of(
                        "frame",
                        frame,
                        "page",
                        page,
                        "markup",
                        markup.dataset(
                                published.manifest(),
                                dataset,
                                title,
                                sets.purpose(dataset, files) + " " + t.of("daten.satz"),
                                files,
                                DataSets.licence(files))));
    }

    private DatasetPage page(Published published, String dataset, List<DataFile> files) throws IOException {
        var manifest = published.manifest();
        var folder = "daten/%s/%s/".formatted(dataset, AnsweredRelease.isPast() ? manifest.release() : "aktuell");
        var table = files.stream()
                .filter(file -> file.extension().equals("csv") && file.isPacked())
                .findFirst();
        var sample = table.isEmpty() ? null : sample(manifest, table.get());
        return new DatasetPage(
                sets.title(dataset, files),
                sets.purpose(dataset, files),
                published
                        .edition()
                        .explanation("dataset", dataset, "description", t.tag(), t)
                        .orElse(null),
                t.moment(manifest.created()),
                files.stream()
                        .map(file -> download(folder, sets.title(dataset, files), file))
                        .toList(),
                sample == null ? List.of() : sample.header(),
                sample == null
                        ? List.of()
                        : sample.first().stream().map(DataPages::shortened).toList(),
                sample == null ? List.of() : columns(sample),
                gaps(manifest, dataset, sample),
                files.stream().anyMatch(file -> file.extension().equals("csv"))
                        ? snippets(folder, dataset)
                        : databases(folder, dataset, files),
                t.of(
                        "datensatz.vermerk.form",
                        sets.title(dataset, files),
                        manifest.release(),
                        site.base() + "id/datensatz/" + dataset,
                        DataSets.licence(files)),
                metadata(manifest, dataset, files));
    }

    private TableSample sample(Manifest manifest, DataFile file) throws IOException {
        var known = samples.get(file.plainSha256());
        if (known != null) {
            return known;
        }
        var sample = TableSample.read(releases.path(manifest.release(), file.name()));
        samples.clear();
        samples.put(file.plainSha256(), sample);
        return sample;
    }

    private Download download(String folder, String title, DataFile file) {
        var path = "/" + folder;
        var extent = file.rows() != null
                ? t.count("zeilen", file.rows())
                : file.triples() == null ? "" : t.count("tripel", file.triples());
        return new Download(
                t.of("datensatz.als", title, sets.format(file)),
                path + file.plainName(),
                file.isPacked()
                        ? file.stored().stream()
                                .map(form -> new Link(
                                        form.name().substring(form.name().lastIndexOf('.')), path + form.name()))
                                .toList()
                        : List.of(),
                t.size(file.plainBytes()),
                extent,
                file.plainSha256());
    }

    private static List<String> shortened(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL - 1) + "…")
                .toList();
    }

    private List<Column> columns(TableSample sample) {
        return IntStream.range(0, sample.header().size())
                .mapToObj(i -> new Column(
                        sample.header().get(i),
                        share(sample.filled().get(i), sample.rows()),
                        shortened(List.of(sample.examples().get(i))).getFirst()))
                .toList();
    }

    /** What is known to be missing, in words: deliveries, what nobody reports, what few report, what is left out on purpose. */
    private List<Gap> gaps(Manifest manifest, String dataset, @Nullable TableSample sample) {
        var gaps = new ArrayList<Gap>();
        if (ChangeFilter.tells(dataset)) {
            var silent = manifest.feeds().missing().keySet().stream()
                    .filter(feed -> DataSets.feed(dataset)
                            .filter(own -> !own.equals(feed))
                            .isEmpty())
                    .map(feed -> site.feedTitles().getOrDefault(feed, feed))
                    .toList();
            if (!manifest.feeds().known()) {
                gaps.add(new Gap(t.of("datensatz.fehlt.unbekannt"), List.of()));
            } else if (!silent.isEmpty()) {
                gaps.add(new Gap(t.of("datensatz.fehlt.quellen", String.join(", ", silent)), List.of()));
            }
        }
        if (sample == null) {
            return gaps;
        }
        var few = new TreeMap<Long, List<String>>();
        for (var i = 0; i < sample.header().size(); i++) {
            few.computeIfAbsent(sample.filled().get(i), count -> new ArrayList<>())
                    .add(sample.header().get(i));
        }
        var nobody = sample.rows() == 0 ? List.<String>of() : few.getOrDefault(0L, List.of());
        if (!nobody.isEmpty()) {
            gaps.add(new Gap(t.of("datensatz.fehlt.leer"), nobody));
        }
        var seldom = few.headMap(1 + sample.rows() / SELDOM).entrySet().stream()
                .filter(columns -> columns.getKey() > 0)
                .flatMap(columns -> columns.getValue().stream()
                        .map(column -> column + " " + share(columns.getKey(), sample.rows())))
                .limit(MOST_GAPS)
                .toList();
        if (!seldom.isEmpty()) {
            gaps.add(new Gap(t.of("datensatz.fehlt.selten"), seldom));
        }
        if (sample.header().contains("adresse_vertraulich")) {
            gaps.add(new Gap(t.of("datensatz.fehlt.geschuetzt"), List.of()));
        }
        return gaps;
    }

    private static String share(long filled, long rows) {
        return rows == 0 ? "–" : 100 * filled / rows + " %";
    }

    private List<Snippet> snippets(String folder, String dataset) {
        var address = site.base() + folder + dataset + ".csv";
        return List.of(
                new Snippet("Excel", t.of("datensatz.excel", address)),
                new Snippet("curl", "curl -O " + address),
                new Snippet(
                        "Python", "import pandas\n" + dataset + " = pandas.read_csv(\"" + address + "\", dtype=str)"),
                new Snippet("R", dataset + " <- read.csv(\"" + address + "\", colClasses = \"character\")"));
    }

    /** How to look into the database the same day, where there is one. */
    private List<Snippet> databases(String folder, String dataset, List<DataFile> files) {
        if (files.stream().noneMatch(file -> file.extension().equals("sqlite"))) {
            return List.of();
        }
        var address = site.base() + folder + dataset;
        return List.of(new Snippet(
                "Datasette",
                "curl -O %s.sqlite -O %s.datasette-metadata.json%ndatasette %s.sqlite -m %s.datasette-metadata.json"
                        .formatted(address, address, dataset, dataset)));
    }

    private List<Row> metadata(Manifest manifest, String dataset, List<DataFile> files) {
        var rows = new ArrayList<Row>();
        rows.add(Row.of(t.of("datensatz.meta.kennung"), List.of(site.base() + "id/datensatz/" + dataset)));
        rows.add(Row.of(t.of("datensatz.meta.stand"), List.of(manifest.release().toString())));
        rows.add(new Row(t.of("datensatz.meta.lizenz"), List.of(DataSets.named(DataSets.licence(files)))));
        var fixed = "/daten/" + dataset + "/" + manifest.release() + "/";
        rows.add(new Row(
                t.of("datensatz.meta.dauerhaft"),
                DataSets.of(releases.files(manifest)).getOrDefault(dataset, List.of()).stream()
                        .map(file ->
                                new Link(file.plainName() + ", " + t.size(file.plainBytes()), fixed + file.plainName()))
                        .toList()));
        rows.add(new Row(
                t.of("datensatz.meta.pruefsummen"),
                List.of(new Link("SHA256SUMS", "/daten/" + manifest.release() + "/SHA256SUMS"))));
        var about = dataset + ".csv-metadata.json";
        releases.offered(manifest).stream()
                .filter(file -> file.name().equals(about))
                .findFirst()
                .ifPresent(file -> rows.add(new Row(
                        t.of("datensatz.meta.spalten"),
                        List.of(
                                new Link(
                                        about + ", " + t.size(file.plainBytes()),
                                        "/daten/" + dataset + "/aktuell/" + about),
                                new Link("datapackage.json", "/daten/aktuell/datapackage.json")))));
        rows.add(new Row(t.of("datensatz.meta.katalog"), List.of(new Link("catalog.ttl", "/catalog.ttl"))));
        return rows;
    }

    /** {@code /catalog} in the form the client accepts. */
    void negotiated(Context ctx) {
        var types = new HashMap<String, GraphFormat>();
        var offered = new ArrayList<String>();
        for (var format : GraphFormat.values()) {
            types.put(format.mediaType(), format);
            offered.add(format.mediaType());
        }
        Answers.vary(ctx, "Accept");
        var type = Accept.best(ctx.header("Accept"), offered).orElseThrow(() -> Refusal.of(406));
        send(ctx, types.get(type));
    }

    /** {@code /catalog.ttl} and its kin. */
    void catalogue(Context ctx) {
        send(ctx, GraphFormat.findByExtension(ctx.pathParam("extension")).orElseThrow(() -> Refusal.of(404)));
    }

    private void send(Context ctx, @Nullable GraphFormat format) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        if (format == null) {
            throw Refusal.of(406);
        }
        Answers.send(
                ctx,
                LinkedData.typeWithCharset(format),
                catalogue.write(published.manifest(), releases.offered(published.manifest()), format),
                published.release() + sets.made(Optional.of(published)) + "-" + format.extension(),
                Answers.REVALIDATE);
    }

    /** {@code /data.json}. */
    void dataJson(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        Answers.send(
                ctx,
                Accept.JSON,
                catalogue.writeDataJson(published.manifest(), releases.offered(published.manifest())),
                published.release() + sets.made(Optional.of(published)) + "-dkan",
                Answers.REVALIDATE);
    }

    /** {@code /.well-known/void}: the data set for programs that know nothing but this address (VoID). */
    void voidDescription(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var manifest = published.manifest();
        var text = new StringBuilder("""
                @prefix void: <http://rdfs.org/ns/void#> .
                @prefix dct: <http://purl.org/dc/terms/> .
                @prefix foaf: <http://xmlns.com/foaf/0.1/> .
                @prefix org: <http://www.w3.org/ns/org#> .
                @prefix schema: <https://schema.org/> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

                <%1$s.well-known/void> a void:DatasetDescription ;
                    foaf:primaryTopic <%1$sid/datensatz/angebote> .

                <%1$sid/datensatz/angebote> a void:Dataset ;
                    dct:title "%2$s"@de ;
                    dct:modified "%3$s"^^xsd:dateTime ;
                    dct:license <%4$s> ;
                    foaf:homepage <%1$sdaten/angebote> ;
                    void:uriSpace "%1$sid/" ;
                    void:sparqlEndpoint <%1$ssparql> ;
                    void:vocabulary <http://purl.org/vocab/cpsv#>, <http://data.europa.eu/m8g/>, <https://schema.org/>,
                        <http://www.w3.org/2004/02/skos/core#>, <%1$sdef/> ;
                    void:triples %5$d ;
                    void:classPartition [ void:class schema:Service ; void:entities %6$d ],
                        [ void:class org:Organization ; void:entities %7$d ], [ void:class org:Site ; void:entities %8$d ]\
                """.formatted(
                        site.base(),
                        sets.title("angebote"),
                        manifest.created(),
                        Catalogue.LICENCE,
                        manifest.triples(),
                        manifest.counts().getOrDefault("angebot", 0L),
                        manifest.counts().getOrDefault("traeger", 0L),
                        manifest.counts().getOrDefault("ort", 0L)));
        published.directory().list(Kind.SERVICE).stream()
                .limit(1)
                .forEach(service -> text.append(
                        " ;\n    void:exampleResource <%sid/angebot/%s>".formatted(site.base(), service.id())));
        manifest.files().stream()
                .filter(file -> file.dataset().equals("angebote") && file.triples() != null)
                .forEach(file -> text.append(" ;\n    void:dataDump <%sdaten/%s/aktuell/%s>"
                        .formatted(site.base(), file.dataset(), file.name())));
        Answers.send(
                ctx,
                "text/turtle;charset=utf-8",
                text.append(" .\n").toString().getBytes(StandardCharsets.UTF_8),
                published.release() + "-void",
                Answers.REVALIDATE);
    }
}

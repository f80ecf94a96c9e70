package de.hilfenetz.serve;

import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Terms;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.serve.Views.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a release offers to download, by data set, and what it is called. */
final class DataSets {

    private static final String OF_FEED = "angebote-";

    static final String LICENCE = "https://www.govdata.de/dl-de/by-2-0";

    private static final List<String> ORDER =
            List.of("xlsx", "excel.csv", "csv", "json", "geojson", "sqlite", "zip", "ttl", "jsonld", "nt");

    private final Releases releases;
    private final Words t;

    DataSets(Releases releases, Words t) {
        this.releases = releases;
        this.t = t;
    }

    /** All data sets in the order of the release, each with its files, those for most people first; of an earlier release only its own. */
    Map<String, List<DataFile>> of(Manifest manifest) {
        return of(AnsweredRelease.isPast() ? releases.files(manifest) : releases.offered(manifest));
    }

    /** The same of these files. */
    static Map<String, List<DataFile>> of(List<DataFile> files) {
        var sets = new LinkedHashMap<String, List<DataFile>>();
        for (var file : files) {
            if (!file.isDescription()) {
                sets.computeIfAbsent(file.dataset(), name -> new ArrayList<>()).add(file);
            }
        }
        sets.values().forEach(all -> all.sort(Comparator.comparingInt(file -> order(file.extension()))));
        return sets;
    }

    private static int order(String extension) {
        var place = ORDER.indexOf(extension);
        return place < 0 ? ORDER.size() : place;
    }

    /** Tells answers apart that list workbooks of different releases. */
    String made(Optional<Published> published) {
        return published
                .flatMap(now -> AnsweredRelease.isPast()
                        ? releases.made(now.manifest())
                        : releases.made(now.manifest()).or(releases::lastMade))
                .map(made -> "-" + made.release())
                .orElse("");
    }

    /** The name of a data set; of one that is a provider's own, the provider's. */
    String title(String dataset, List<DataFile> files) {
        return Catalogue.terms(files)
                .map(Terms::attribution)
                .map(provider -> t.of("datensatz.lieferant", provider))
                .orElseGet(() -> title(dataset));
    }

    /** The name of a data set that is nobody's own. */
    String title(String dataset) {
        return t.has("datensatz." + dataset) ? t.of("datensatz." + dataset) : dataset;
    }

    /** What it is for. */
    String purpose(String dataset, List<DataFile> files) {
        var key = "datensatz." + dataset + ".zweck";
        return Catalogue.terms(files)
                .map(Terms::attribution)
                .map(provider -> t.of("datensatz.lieferant.zweck", provider))
                .orElseGet(() -> t.of(t.has(key) ? key : "datensatz.sonst.zweck"));
    }

    /** The feed whose services alone a data set holds; empty for all others. */
    static Optional<String> feed(String dataset) {
        return dataset.startsWith(OF_FEED) ? Optional.of(dataset.substring(OF_FEED.length())) : Optional.empty();
    }

    /** The data set of a feed's services alone. */
    static String ofFeed(String feed) {
        return OF_FEED + feed;
    }

    /** The address of the licence: a provider's own, or that of the whole. */
    static String licence(List<DataFile> files) {
        return Catalogue.terms(files).map(Terms::licence).orElse(LICENCE);
    }

    /** The licence in words, with its address. */
    static Link named(String licence) {
        return licence.equals(LICENCE)
                ? new Link("Datenlizenz Deutschland – Namensnennung – Version 2.0", LICENCE)
                : Objects.requireNonNull(Parts.licence(licence));
    }

    /** How many rows its table has; empty where it has none. */
    static Optional<Long> rows(List<DataFile> files) {
        return files.stream().flatMap(file -> Stream.ofNullable(file.rows())).findFirst();
    }

    /** The name of a file's format. */
    String format(DataFile file) {
        return t.has("format." + file.extension()) ? t.of("format." + file.extension()) : file.extension();
    }
}

package de.hilfenetz.serve;

import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Releases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.atlas.lib.Cache;
import org.apache.jena.atlas.lib.CacheFactory;

/**
 * What is known of a data set beyond its files.
 *
 * @param columns of its table; 0 where it has none
 * @param situations notations of the life situations that its services are for
 * @param rows in the last releases, oldest first; empty where it has no table
 */
record DataSetFacts(int columns, Set<String> situations, List<Long> rows) {

    private static final int RELEASES = 12;
    private static final String SERVICES = "angebote";
    /** Data sets about all services. */
    private static final Set<String> OF_SERVICES = Set.of(SERVICES, "alles", "versorgung");

    DataSetFacts {
        situations = Set.copyOf(situations);
        rows = List.copyOf(rows);
    }

    /** Of the data sets of a release, read once, whoever asks at the same time; those of the last ones asked for are kept. */
    static final class Reader {

        private static final int KEPT = 8;

        private final Releases releases;
        private final Cache<String, Map<String, DataSetFacts>> known = CacheFactory.createCache(KEPT);

        Reader(Releases releases) {
            this.releases = releases;
        }

        /** @param sets the files of each data set of the release */
        Map<String, DataSetFacts> of(Manifest manifest, Map<String, List<DataFile>> sets) {
            return known.get(manifest.release() + " " + sets.keySet(), key -> {
                try {
                    return read(manifest, sets);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private Map<String, DataSetFacts> read(Manifest manifest, Map<String, List<DataFile>> sets) throws IOException {
            var situations = situations(manifest);
            var all = new TreeSet<String>();
            situations.values().forEach(all::addAll);
            var rows = rows(manifest);
            var facts = new HashMap<String, DataSetFacts>();
            for (var set : sets.keySet()) {
                facts.put(
                        set,
                        new DataSetFacts(
                                columns(manifest, DataSets.feed(set).isPresent() ? SERVICES : set),
                                OF_SERVICES.contains(set) ? all : situations.getOrDefault(set, Set.of()),
                                rows.getOrDefault(set, List.of())));
            }
            return facts;
        }

        private int columns(Manifest manifest, String dataset) throws IOException {
            var header = new ArrayList<String>();
            var table = manifest.find(dataset, "csv");
            if (table.isPresent()) {
                Rows.header(releases.path(manifest.release(), table.get().name()), header::addAll);
            }
            return header.size();
        }

        /** By the data sets of the single feeds. */
        private Map<String, Set<String>> situations(Manifest manifest) throws IOException {
            var found = new HashMap<String, Set<String>>();
            var table = manifest.find(SERVICES, "csv");
            if (table.isPresent()) {
                var header = new ArrayList<String>();
                Rows.each(releases.path(manifest.release(), table.get().name()), Rows.Wish.ALL, row -> {
                    if (header.isEmpty()) {
                        header.addAll(row);
                        return;
                    }
                    var own = found.computeIfAbsent(
                            DataSets.ofFeed(row.get(header.indexOf("quelle"))), set -> new TreeSet<>());
                    for (var situation : row.get(header.indexOf("lebenslagen")).split("\\|", -1)) {
                        if (!situation.isEmpty()) {
                            own.add(situation);
                        }
                    }
                });
            }
            return found;
        }

        private Map<String, List<Long>> rows(Manifest newest) {
            var last = releases.list().stream()
                    .filter(id -> id.compareTo(newest.release()) <= 0)
                    .toList();
            var rows = new HashMap<String, List<Long>>();
            last.subList(Math.max(0, last.size() - RELEASES), last.size()).stream()
                    .flatMap(id -> releases.find(id.toString()).stream())
                    .forEach(manifest -> DataSets.of(releases.files(manifest))
                            .forEach((set, files) -> DataSets.rows(files)
                                    .ifPresent(count -> rows.computeIfAbsent(set, key -> new ArrayList<>())
                                            .add(count))));
            return rows;
        }
    }
}

package de.hilfenetz.serve;

import de.hilfenetz.publish.Differences.Difference;
import de.hilfenetz.record.Kind;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which changes somebody wants to know of.
 *
 * @param kind of the records; null for all
 * @param feed they came from; null for all
 * @param organization that offers them; null for all
 * @param record the only one; null for all
 * @param concepts each record is about, as {@link Difference#concepts()} names them
 * @param asked the parameters that ask for this
 */
record ChangeFilter(
        @Nullable Kind kind,
        @Nullable String feed,
        @Nullable UUID organization,
        @Nullable UUID record,
        List<String> concepts,
        Map<String, String> asked) {

    private static final String DATASET = "datensatz";
    private static final List<String> CONCEPTS = List.of("thema", "lebenslage", "gebiet");
    /** In the order in which the ids of feeds name them. */
    private static final List<String> PARAMETERS =
            List.of("traeger", "eintrag", DATASET, "thema", "lebenslage", "gebiet");

    static final String EVERYTHING = "alles";

    private static final Map<String, Kind> KINDS = Kind.PUBLISHED.stream()
            .collect(Collectors.toMap(
                    kind -> kind == Kind.SERVICE ? "angebote" : kind == Kind.LOCATION ? "orte" : kind.path(),
                    kind -> kind));

    /**
     * What the request asks for, in its address as {@code /daten/{dataset}/…} or by parameters; 404 where it names a data set
     * whose changes are not told, or no organization.
     */
    static ChangeFilter of(Context ctx) {
        var asked = new LinkedHashMap<String, String>();
        for (var name : PARAMETERS) {
            var inPath = name.equals(DATASET) ? ctx.pathParamMap().get("dataset") : null;
            var value = Objects.requireNonNullElse(inPath == null ? ctx.queryParam(name) : inPath, "")
                    .strip();
            if (!value.isEmpty()) {
                asked.put(name, value);
            }
        }
        if (!tells(asked.getOrDefault(DATASET, EVERYTHING))) {
            throw Refusal.of(404);
        }
        return of(asked);
    }

    /** All that changes in a data set whose changes are told. */
    static ChangeFilter of(String dataset) {
        return of(Map.of(DATASET, dataset));
    }

    private static ChangeFilter of(Map<String, String> asked) {
        var dataset = asked.getOrDefault(DATASET, EVERYTHING);
        var feed = DataSets.feed(dataset);
        return new ChangeFilter(
                feed.isPresent() ? Kind.SERVICE : KINDS.get(dataset),
                feed.orElse(null),
                id(asked, "traeger"),
                id(asked, "eintrag"),
                CONCEPTS.stream()
                        .filter(asked::containsKey)
                        .map(scheme -> scheme + "/" + asked.get(scheme))
                        .toList(),
                asked);
    }

    private static @Nullable UUID id(Map<String, String> asked, String name) {
        return Optional.ofNullable(asked.get(name)).map(RecordHandlers::id).orElse(null);
    }

    /** Whether changes of this data set are told record by record. */
    static boolean tells(String dataset) {
        return KINDS.containsKey(dataset)
                || dataset.equals(EVERYTHING)
                || DataSets.feed(dataset).isPresent();
    }

    /** The services whose changes these are, where one record or organization is asked for. */
    List<Directory.Listed> offers(Directory directory) {
        return Optional.ofNullable(record == null ? organization : record)
                .flatMap(directory::find)
                .map(asked -> switch (asked.kind()) {
                    case SERVICE -> List.of(asked);
                    case ORGANIZATION -> directory.servicesOf(asked.id());
                    case LOCATION -> directory.servicesAt(asked.id());
                    case EDITORIAL -> List.<Directory.Listed>of();
                })
                .orElse(List.of());
    }

    /** {@code path} asked for this. */
    String on(String path) {
        return query().on(path);
    }

    /** What asks for this. */
    Query query() {
        var query = new Query();
        for (var parameter : asked.entrySet()) {
            query = query.with(parameter.getKey(), parameter.getValue());
        }
        return query;
    }

    /** Whether somebody who asked for this wants to know. */
    boolean holds(Difference change) {
        return (kind == null || change.kind() == kind)
                && (feed == null || feed.equals(change.feed()))
                && (organization == null || organization.equals(change.organization()))
                && (record == null || record.equals(change.id()))
                && change.concepts().containsAll(concepts);
    }
}

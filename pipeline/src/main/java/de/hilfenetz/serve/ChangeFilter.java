package de.hilfenetz.serve;

import de.hilfenetz.publish.Differences.Difference;
import de.hilfenetz.record.Kind;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which changes somebody subscribes to.
 *
 * @param kind of the records; null for all
 * @param organization that offers them; null for all
 * @param record the only one; null for all
 * @param concepts each record is about, as {@link Difference#concepts()} names them
 * @param query that asks for this, with its question mark; empty where all are asked for
 */
record ChangeFilter(
        @Nullable Kind kind,
        @Nullable UUID organization,
        @Nullable UUID record,
        List<String> concepts,
        String query) {

    private static final Map<String, Kind> KINDS = Kind.PUBLISHED.stream()
            .collect(Collectors.toMap(
                    kind -> kind == Kind.SERVICE ? "angebote" : kind == Kind.LOCATION ? "orte" : kind.path(),
                    kind -> kind));

    /** What the request asks for; 404 where it names a data set or an organization that cannot be. */
    static ChangeFilter of(Context ctx) {
        var query = new ArrayList<String>();
        var organization = value(ctx, "traeger", query).map(RecordHandlers::id);
        var record = value(ctx, "eintrag", query).map(RecordHandlers::id);
        var kind = value(ctx, "datensatz", query).map(dataset -> KINDS.getOrDefault(dataset, Kind.EDITORIAL));
        if (kind.filter(Kind.EDITORIAL::equals).isPresent()) {
            throw Refusal.of(404);
        }
        var concepts = Stream.of("thema", "gebiet")
                .flatMap(scheme -> value(ctx, scheme, query).map(value -> scheme + "/" + value).stream())
                .toList();
        return new ChangeFilter(
                kind.orElse(null),
                organization.orElse(null),
                record.orElse(null),
                concepts,
                query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static Optional<String> value(Context ctx, String name, List<String> query) {
        var value = ctx.queryParam(name);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        query.add(name + "=" + URLEncoder.encode(value.strip(), StandardCharsets.UTF_8));
        return Optional.of(value.strip());
    }

    /** Whether somebody who asked for this wants to know. */
    boolean holds(Difference change) {
        return (kind == null || change.kind() == kind)
                && (organization == null || organization.equals(change.organization()))
                && (record == null || record.equals(change.id()))
                && change.concepts().containsAll(concepts);
    }
}

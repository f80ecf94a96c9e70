package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.publish.Hsds;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /hsds}: the API of Open Referral HSDS 3.0. Lists come in pages and in short form, with {@code full=true} in full;
 * one thing by its id always comes in full.
 */
final class HsdsApi {

    private static final int PER_PAGE = 50;
    private static final int MOST_PER_PAGE = 500;
    private static final String OPENAPI =
            "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json";
    private static final String PROFILE = "https://docs.openreferral.org/en/3.0/hsds/";

    private final Supplier<Optional<Published>> current;
    private final RecordHandlers records;
    private final Vocabulary vocabulary;
    private final Hsds hsds;
    private volatile @Nullable Places places;

    HsdsApi(Supplier<Optional<Published>> current, RecordHandlers records, Vocabulary vocabulary, Hsds hsds) {
        this.current = current;
        this.records = records;
        this.vocabulary = vocabulary;
        this.hsds = hsds;
    }

    /** All services at locations of a release: which service, and which of its places. */
    private record Places(String release, List<At> list) {}

    private record At(UUID service, int number) {}

    private Published published() {
        return current.get().orElseThrow(() -> Refusal.of(503));
    }

    /** What this API is. */
    void about(Context ctx) throws IOException {
        var about = JsonNodeFactory.instance
                .objectNode()
                .put("version", "3.0")
                .put("profile", PROFILE)
                .put("openapi_url", OPENAPI);
        send(ctx, published(), about);
    }

    /** Services: {@code search, modified_after, taxonomy_term_id, minimal, full, page, per_page}. */
    void services(Context ctx) throws IOException {
        var published = published();
        try (var snapshot = published.open()) {
            var ids = ids(published, Kind.SERVICE, ctx);
            var wanted = wanted(ctx);
            if (wanted != null) {
                ids = ids.stream()
                        .filter(id -> snapshot.find(id)
                                .map(version -> wanted.test((Service) version.entry()))
                                .orElse(false))
                        .toList();
            }
            var found = ids;
            page(ctx, published, found.size(), i -> shortened(ctx, service(snapshot, found.get(i))));
        }
    }

    private @Nullable Predicate<Service> wanted(Context ctx) {
        var after = ctx.queryParam("modified_after");
        var term = ctx.queryParam("taxonomy_term_id");
        if (after == null && term == null) {
            return null;
        }
        var since = after == null ? null : Api.moment(after);
        return service -> (since == null
                        || (service.dates() != null && service.dates().changed().isAfter(since)))
                && (term == null || hasTerm(service, term));
    }

    private boolean hasTerm(Service service, String id) {
        for (var attribute : hsds.service(service, none -> null, none -> null).path("attributes")) {
            if (attribute.path("taxonomy_term").path("id").asText().equals(id)) {
                return true;
            }
        }
        return false;
    }

    /** Organizations: {@code search, full, page, per_page}. */
    void organizations(Context ctx) throws IOException {
        var published = published();
        try (var snapshot = published.open()) {
            var ids = ids(published, Kind.ORGANIZATION, ctx);
            page(
                    ctx,
                    published,
                    ids.size(),
                    i -> shortened(ctx, hsds.organization((Organization)
                            records.get(snapshot, Kind.ORGANIZATION, ids.get(i)).entry())));
        }
    }

    private static List<UUID> ids(Published published, Kind kind, Context ctx) {
        var words = ListPages.words(Objects.requireNonNullElse(ctx.queryParam("search"), ""));
        return published.directory().select(kind, Filter.of(words)).all().stream()
                .map(Directory.Listed::id)
                .toList();
    }

    /** One service or organization. */
    Handler one(Kind kind) {
        return ctx -> {
            var published = published();
            try (var snapshot = published.open()) {
                var version = records.get(snapshot, kind, RecordHandlers.id(ctx.pathParam("id")));
                send(
                        ctx,
                        published,
                        version.entry() instanceof Organization organization
                                ? hsds.organization(organization)
                                : service(snapshot, version.id()));
            }
        };
    }

    private ObjectNode service(Snapshot snapshot, UUID id) {
        var service = (Service) records.get(snapshot, Kind.SERVICE, id).entry();
        return hsds.service(
                service,
                organization -> snapshot.find(organization)
                        .filter(version -> version.entry() instanceof Organization)
                        .map(version -> hsds.organization((Organization) version.entry()))
                        .orElse(null),
                location -> snapshot.find(location)
                        .filter(version -> version.entry() instanceof Location)
                        .map(version -> hsds.location((Location) version.entry()))
                        .orElse(null));
    }

    /** Services at locations: {@code full, page, per_page}. */
    void servicesAtLocations(Context ctx) throws IOException {
        var published = published();
        try (var snapshot = published.open()) {
            var list = places(published, snapshot).list();
            page(ctx, published, list.size(), i -> {
                var at =
                        at(service(snapshot, list.get(i).service()), list.get(i).number());
                at.replace("service", shortened(ctx, (ObjectNode) at.path("service")));
                return shortened(ctx, at);
            });
        }
    }

    /** One service at a location. */
    void serviceAtLocation(Context ctx) throws IOException {
        var published = published();
        var id = RecordHandlers.id(ctx.pathParam("id")).toString();
        try (var snapshot = published.open()) {
            for (var at : places(published, snapshot).list()) {
                if (Hsds.atId(at.service(), at.number()).equals(id)) {
                    send(ctx, published, at(service(snapshot, at.service()), at.number()));
                    return;
                }
            }
        }
        throw Refusal.of(404);
    }

    private static ObjectNode at(ObjectNode service, int number) {
        var at = (ObjectNode) service.remove("service_at_locations").get(number - 1);
        at.set("service", service);
        return at;
    }

    private Places places(Published published, Snapshot snapshot) {
        var known = places;
        if (known == null || !known.release().equals(published.release())) {
            var list = new ArrayList<At>();
            snapshot.forEach(Kind.SERVICE, version -> {
                var count = ((Service) version.entry()).at().size();
                for (var number = 1; number <= count; number++) {
                    list.add(new At(version.id(), number));
                }
            });
            known = new Places(published.release(), List.copyOf(list));
            places = known;
        }
        return known;
    }

    /** Our schemes as taxonomies. */
    void taxonomies(Context ctx) throws IOException {
        var schemes = vocabulary.schemes();
        page(ctx, published(), schemes.size(), i -> hsds.taxonomy(schemes.get(i)));
    }

    /** Their concepts: {@code taxonomy_id, page, per_page}. */
    void terms(Context ctx) throws IOException {
        var taxonomy = ctx.queryParam("taxonomy_id");
        var concepts = vocabulary.schemes().stream()
                .filter(scheme -> taxonomy == null
                        || hsds.taxonomy(scheme).path("id").asText().equals(taxonomy))
                .flatMap(scheme -> scheme.concepts().stream())
                .toList();
        page(ctx, published(), concepts.size(), i -> hsds.term(concepts.get(i)));
    }

    /** One taxonomy. */
    void taxonomy(Context ctx) throws IOException {
        find(ctx, vocabulary.schemes(), hsds::taxonomy);
    }

    /** One term. */
    void term(Context ctx) throws IOException {
        List<Concept> concepts = vocabulary.schemes().stream()
                .flatMap(scheme -> scheme.concepts().stream())
                .toList();
        find(ctx, concepts, hsds::term);
    }

    private <T> void find(Context ctx, List<T> things, Function<T, ObjectNode> form) throws IOException {
        var id = RecordHandlers.id(ctx.pathParam("id")).toString();
        var found = things.stream()
                .map(form)
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.of(404));
        send(ctx, published(), found);
    }

    /** The short form of a list: members that are no lists, of what is nested too; minimal: what HSDS requires. */
    private static ObjectNode shortened(Context ctx, ObjectNode full) {
        if ("true".equals(ctx.queryParam("full"))) {
            return full;
        }
        if ("true".equals(ctx.queryParam("minimal"))) {
            return full.retain("id", "name", "status", "description", "service", "location");
        }
        return withoutLists(full);
    }

    private static ObjectNode withoutLists(ObjectNode full) {
        var to = full.objectNode();
        full.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value instanceof ObjectNode part) {
                to.set(member.getKey(), withoutLists(part));
            } else if (!value.isArray()) {
                to.set(member.getKey(), value);
            }
        });
        return to;
    }

    private static void page(Context ctx, Published published, int total, IntFunction<ObjectNode> item)
            throws IOException {
        var number = Api.number(ctx.queryParam("page"), 1, 1_000_000);
        var perPage = Api.number(ctx.queryParam("per_page"), PER_PAGE, MOST_PER_PAGE);
        var pages = (total + perPage - 1) / perPage;
        var page = JsonNodeFactory.instance.objectNode();
        page.put("total_items", total).put("total_pages", pages).put("page_number", number);
        var contents = page.arrayNode();
        for (long i = (number - 1L) * perPage; i < Math.min(total, (long) number * perPage); i++) {
            contents.add(item.apply((int) i));
        }
        page.put("size", contents.size())
                .put("first_page", number == 1)
                .put("last_page", number >= pages)
                .put("empty", contents.isEmpty())
                .set("contents", contents);
        send(ctx, published, page);
    }

    private static void send(Context ctx, Published published, ObjectNode body) throws IOException {
        var cache = ctx.queryParam("search") == null ? Answers.REVALIDATE : Answers.NOT_KEPT;
        Answers.send(ctx, Accept.JSON, CanonicalJson.mapper().writeValueAsBytes(body), published.release(), cache);
    }
}

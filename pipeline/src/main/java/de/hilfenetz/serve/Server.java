package de.hilfenetz.serve;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.PublishedGraph;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.graph.Sparql;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The HTTP server. It answers from whatever {@code current} gives at the beginning of a request, on platform threads, and knows
 * neither sessions nor cookies.
 */
public final class Server {

    /** Requests with a larger body are refused. */
    static final long LARGEST_REQUEST = 1_000_000;

    private final Site site;
    private final Pages pages;
    private final RecordHandlers records;
    private final SiteHandlers handlers;
    private final ConceptPages concepts;
    private final DataPages data;
    private final Downloads downloads;
    private final LinkedData linked;
    private final SparqlHandlers sparql;
    private final Api api;
    private final Errors errors;

    /**
     * A server of what {@code current} gives; it is asked once a request.
     *
     * @param graph answers queries, at the same release as {@code current}
     * @param catalogue describes a release to portals
     */
    public Server(
            Supplier<Optional<Published>> current,
            Releases releases,
            PublishedGraph graph,
            Crosswalk crosswalk,
            Catalogue catalogue,
            Vocabulary vocabulary,
            Site site,
            Clock clock) {
        this.site = site;
        var t = Words.german();
        var labels = new Labels(vocabulary);
        var assets = Assets.load();
        pages = new Pages(site, t, assets, clock);
        records = new RecordHandlers(current, site, t, labels, pages);
        handlers = new SiteHandlers(current, site, t, labels, pages, assets, clock);
        concepts = new ConceptPages(current, vocabulary, t, pages, new Parts(site, t, labels));
        data = new DataPages(current, releases, catalogue, site, t, pages);
        downloads = new Downloads(current, releases);
        linked = new LinkedData(current, records, crosswalk, assets.fingerprint());
        var queries = new Sparql(graph, ShortNames.load(crosswalk.base()), site.queryTimeout());
        sparql = new SparqlHandlers(current, queries, new QueryPages(current, queries, site, t, pages), site, t);
        api = new Api(current, records);
        errors = new Errors(current, t, pages);
    }

    /** The server, not yet started. */
    public Javalin create() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.modifyServer(server -> server.setErrorHandler(new BareErrors()));
        routes(config.routes);
    }

    private void routes(RoutesConfig routes) {
        routes.before(ctx -> Headers.set(ctx, site.demonstration()));

        get(routes, "/", handlers::start);
        get(routes, "/angebote", records.list(Kind.SERVICE));
        get(routes, "/angebote/{id}", records.page(Kind.SERVICE));
        get(routes, "/traeger", records.list(Kind.ORGANIZATION));
        get(routes, "/traeger/{id}", records.page(Kind.ORGANIZATION));
        get(routes, "/orte", records.list(Kind.LOCATION));
        get(routes, "/orte/{id}", records.page(Kind.LOCATION));

        get(routes, "/begriffe/{scheme}", concepts::scheme);
        get(routes, "/begriffe/{scheme}/{notation}", concepts::concept);
        get(routes, "/gebiete/{number}", concepts::area);

        get(routes, "/daten", data::list);
        get(routes, "/daten/{release}/manifest.json", downloads::manifest);
        get(routes, "/daten/{release}/SHA256SUMS", downloads::sums);
        get(routes, "/daten/{dataset}", data::dataset);
        get(routes, "/daten/{dataset}/{release}/{file}", downloads::file);
        get(routes, "/catalog", data::negotiated);
        get(routes, "/catalog.{extension}", data::catalogue);
        get(routes, "/data.json", data::dataJson);

        get(routes, "/id/katalog", linked::catalogue);
        get(routes, "/id/{kind}/{id}", linked::thing);
        get(routes, "/def/{term}", linked::term);
        get(routes, "/def/{scheme}/{notation}", linked::term);

        get(routes, "/sparql", sparql::get);
        routes.post("/sparql", sparql::post);
        routes.options("/sparql", sparql::options);

        get(routes, "/api/v1/services", api.list(Kind.SERVICE));
        get(routes, "/api/v1/services/{id}", api.one(Kind.SERVICE));
        get(routes, "/api/v1/organizations", api.list(Kind.ORGANIZATION));
        get(routes, "/api/v1/organizations/{id}", api.one(Kind.ORGANIZATION));
        get(routes, "/api/v1/locations", api.list(Kind.LOCATION));
        get(routes, "/api/v1/locations/{id}", api.one(Kind.LOCATION));

        get(routes, "/hilfe", handlers.text("hilfe"));
        get(routes, "/impressum", handlers.text("impressum"));
        get(routes, "/datenschutz", handlers.text("datenschutz"));
        get(routes, "/barrierefreiheit", handlers.text("barrierefreiheit"));
        get(routes, "/lizenz", handlers.text("lizenz"));
        get(routes, "/liefern", handlers.text("liefern"));
        get(routes, "/api", handlers.text("api"));

        get(routes, "/gesund", ctx -> ctx.result("gesund\n"));
        get(routes, "/bereit", handlers::ready);
        get(routes, "/static/{file}", handlers::asset);
        get(routes, "/robots.txt", handlers::robots);
        get(routes, "/sitemap.xml", handlers::sitemap);
        get(routes, "/.well-known/security.txt", handlers::security);

        routes.exception(Refusal.class, errors::refuse);
        routes.exception(HttpResponseException.class, errors::refuse);
        routes.exception(Exception.class, errors::fail);
    }

    /** HEAD is answered as GET is, without the body. */
    private static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }
}

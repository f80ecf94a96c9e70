package de.hilfenetz.serve;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Hsds;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.Questions;
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
    private final FinderPages finder;
    private final ConceptPages concepts;
    private final DataPages data;
    private final SchemaPages schemas;
    private final Downloads downloads;
    private final ChangePages changes;
    private final LinkedData linked;
    private final SparqlHandlers sparql;
    private final QueryPages workbench;
    private final QuestionPages questions;
    private final ResultPages results;
    private final Api api;
    private final HsdsApi hsds;
    private final FeedHandlers feeds;
    private final OperatorHandlers operator;
    private final StatusPages status;
    private final RulePages rules;
    private final Errors errors;

    /**
     * A server of what {@code current} gives; it is asked once a request.
     *
     * @param desk answers queries, at the same release as {@code current}
     * @param stored results that somebody cites
     * @param catalogue describes a release to portals
     * @param inbox takes deliveries
     */
    public Server(
            Supplier<Optional<Published>> current,
            Releases releases,
            QueryDesk desk,
            StoredResults stored,
            Crosswalk crosswalk,
            Catalogue catalogue,
            Vocabulary vocabulary,
            Site site,
            Inbox inbox,
            Clock clock) {
        this.site = site;
        var t = Words.german();
        var labels = new Labels(vocabulary);
        var assets = Assets.load();
        pages = new Pages(site, t, assets, clock);
        var statuses = new FeedStatuses(inbox, RuleCatalogue.ofProtection(), clock);
        records = new RecordHandlers(current, statuses::heldSince, site, t, labels, pages);
        handlers = new SiteHandlers(current, site, t, labels, pages, assets, clock);
        finder = new FinderPages(current, site, t, labels, pages, clock);
        concepts = new ConceptPages(current, vocabulary, t, pages, new Parts(site, t, labels));
        data = new DataPages(current, releases, catalogue, site, t, pages);
        downloads = new Downloads(current, releases);
        changes = new ChangePages(current, releases, site, t, pages);
        schemas = new SchemaPages(current, releases, t, pages);
        linked = new LinkedData(current, records, crosswalk, assets.fingerprint());
        var stands = new Stands(releases, t);
        workbench = new QueryPages(current, desk, site, t, pages);
        sparql =
                new SparqlHandlers(() -> current.get().map(Published::release), stands::find, desk, workbench, site, t);
        var shown = new Results(site, t, pages, releases);
        questions = new QuestionPages(current, stands, desk, Questions.load(), shown, t, pages);
        results = new ResultPages(current, stands, desk, shown, stored, site, t, pages, clock);
        api = new Api(current, records);
        hsds = new HsdsApi(current, records, vocabulary, new Hsds(crosswalk.base(), vocabulary));
        var door = new Doorkeeper(inbox.journal(), clock, t, System::nanoTime);
        feeds = new FeedHandlers(inbox, statuses, door, site.base(), t);
        status = new StatusPages(current, statuses, inbox, door, pages, t);
        operator = new OperatorHandlers(inbox.journal(), inbox.operations(), door, clock, t);
        rules = new RulePages(current, feeds::told, pages, t);
        errors = new Errors(current, t, pages);
    }

    /** The server, not yet started. */
    public Javalin create() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        harden(config);
        routes(config.routes);
    }

    /** What every server of ours has: limits, platform threads, no word about itself. */
    static void harden(JavalinConfig config) {
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
    }

    private void routes(RoutesConfig routes) {
        routes.before(ctx -> Headers.set(ctx, site.demonstration()));
        routes.before(handlers::refuseOtherReleases);

        get(routes, "/", handlers::start);
        get(routes, FinderPages.PATH, finder::page);
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
        get(routes, "/versionen", changes::versions);
        get(routes, "/aenderungen", changes::changes);
        get(routes, "/aenderungen.atom", changes::atom);
        get(routes, "/api/v1/changes", changes::api);
        get(routes, "/daten/{release}/manifest.json", downloads::manifest);
        get(routes, "/daten/{release}/SHA256SUMS", downloads::sums);
        get(routes, "/daten/{release}/derived.json", downloads::derived);
        get(routes, "/daten/{release}/datapackage.json", downloads::dataPackage);
        get(routes, "/daten/{dataset}", data::dataset);
        get(routes, "/daten/{dataset}/felder", schemas::columns);
        get(routes, "/schema", schemas::schema);
        get(routes, "/daten/{dataset}/{release}/{file}", downloads::file);
        get(routes, "/catalog", data::negotiated);
        get(routes, "/catalog.{extension}", data::catalogue);
        get(routes, "/data.json", data::dataJson);

        get(routes, "/id/katalog", linked::catalogue);
        get(routes, "/id/{kind}/{id}", linked::thing);
        get(routes, "/def", linked::ontology);
        get(routes, "/def/{term}", linked::term);
        get(routes, "/def/{scheme}/{notation}", linked::term);

        get(routes, "/sparql", sparql::get);
        routes.post("/sparql", sparql::post);
        routes.options("/sparql", sparql::options);

        get(routes, "/abfrage", workbench::workbench);
        get(routes, "/fragen", questions::list);
        get(routes, "/fragen/{name}", questions::one);
        get(routes, "/ergebnis", results::page);
        get(routes, "/ergebnis.{form}", results::file);
        get(routes, "/ergebnis/{name}", results::stored);
        routes.post("/ergebnis", results::store);

        get(routes, "/api/v1/services", api.list(Kind.SERVICE));
        get(routes, "/api/v1/services/{id}", api.one(Kind.SERVICE));
        get(routes, "/api/v1/organizations", api.list(Kind.ORGANIZATION));
        get(routes, "/api/v1/organizations/{id}", api.one(Kind.ORGANIZATION));
        get(routes, "/api/v1/locations", api.list(Kind.LOCATION));
        get(routes, "/api/v1/locations/{id}", api.one(Kind.LOCATION));

        get(routes, "/hsds", hsds::about);
        get(routes, "/hsds/services", hsds::services);
        get(routes, "/hsds/services/{id}", hsds.one(Kind.SERVICE));
        get(routes, "/hsds/organizations", hsds::organizations);
        get(routes, "/hsds/organizations/{id}", hsds.one(Kind.ORGANIZATION));
        get(routes, "/hsds/service_at_locations", hsds::servicesAtLocations);
        get(routes, "/hsds/service_at_locations/{id}", hsds::serviceAtLocation);
        get(routes, "/hsds/taxonomies", hsds::taxonomies);
        get(routes, "/hsds/taxonomies/{id}", hsds::taxonomy);
        get(routes, "/hsds/taxonomy_terms", hsds::terms);
        get(routes, "/hsds/taxonomy_terms/{id}", hsds::term);
        get(routes, "/api/v1/feeds", feeds::list);
        get(routes, "/api/v1/feeds/{feed}", feeds::one);
        get(routes, "/api/v1/feeds/{feed}/runs", feeds::runs);
        get(routes, "/api/v1/feeds/{feed}/runs/{run}", feeds::run);
        get(routes, "/api/v1/feeds/{feed}/runs/{run}/findings", feeds::findings);
        routes.post("/api/v1/feeds/{feed}/deliveries", feeds::push);
        get(routes, "/api/v1/quarantine", operator::quarantine);
        routes.post("/api/v1/quarantine/{id}/release", operator::release);
        routes.post("/api/v1/runs/{run}/confirm", operator::confirm);
        routes.post("/api/v1/runs/{run}/discard", operator::discard);
        routes.post("/api/v1/withdrawals", operator::withdraw);
        routes.post("/api/v1/deliveries/{delivery}/forget", operator::forget);
        routes.post("/hooks/{feed}", feeds::hook);
        routes.post("/api/v1/check", feeds::check);
        get(routes, "/api/openapi.yaml", handlers::openapi);
        get(routes, "/liefern/regeln", rules::list);
        get(routes, "/liefern/regeln/{code}", rules::one);
        get(routes, "/liefern/quellen", status::list);
        get(routes, "/liefern/quellen/{feed}", status::one);
        get(routes, "/liefern/quellen/{feed}/plakette.svg", status::badge);
        get(routes, "/liefern/quellen/{feed}/verarbeitungen/{run}", status::run);
        get(routes, "/liefern/berichte/{link}", feeds::page);
        get(routes, "/liefern/probleme/{problem}", handlers::problem);

        get(routes, "/seiten/<path>", handlers::edited);
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
        get(routes, "/.well-known/void", data::voidDescription);
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

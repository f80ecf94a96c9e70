package de.hilfenetz.serve;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.EntrySheet;
import de.hilfenetz.publish.Hsds;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.query.Ontology;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.Questions;
import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final CoveragePages coverage;
    private final CoverageMap map;
    private final SelectionPages selections;
    private final PresencePages presence;
    private final PlanningPages planning;
    private final GoalPages goals;
    private final CriterionPages criteria;
    private final DoorPages access;
    private final ResponsibilityPages responsibility;
    private final DevelopmentPages development;
    private final QuarterPages quarters;
    private final QualityPages quality;
    private final AlignmentPages alignment;
    private final RoundPages rounds;
    private final CataloguePages catalogue;
    private final DataPages data;
    private final SchemaPages schemas;
    private final TermPages terms;
    private final TablePages tables;
    private final SearchPages search;
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
    private final PushHandlers pushes;
    private final OperatorHandlers operator;
    private final OperatorPages decisions;
    private final StatusPages status;
    private final LinkPages links;
    private final RulePages rules;
    private final CheckPages checks;
    private final ContactPages contact;
    private final NewsPages news;
    private final CorrectionPages corrections;
    private final Errors errors;
    private final AnsweredRelease current;
    private final KeptDocuments documents;
    private final Words t;
    private final Languages languages;
    private final @Nullable Server english;

    /**
     * What a server answers from.
     *
     * @param publication is asked once a request
     * @param desk answers queries, at the same release as {@code publication}
     * @param stored results that somebody cites
     * @param catalogue describes a release to portals
     * @param inbox takes deliveries
     * @param nonces gives words that nobody can guess, another each time
     * @param health how the process does, for the operator
     */
    public record Sources(
            Publication publication,
            Releases releases,
            QueryDesk desk,
            StoredResults stored,
            Crosswalk crosswalk,
            Catalogue catalogue,
            Vocabulary vocabulary,
            Site site,
            Inbox inbox,
            Supplier<String> nonces,
            Supplier<Health> health,
            Clock clock) {}

    /** The pages in all languages, and everything that has none. */
    public Server(Sources from) {
        this(from, new Languages(), Limits.usual(System::nanoTime));
    }

    private Server(Sources from, Languages languages, Limits limits) {
        this(from, Words.german(), languages, limits, new Server(from, Words.english(), languages, limits, null));
    }

    /** The pages in one language; the German one answers everything else too. */
    private Server(Sources from, Words t, Languages languages, Limits limits, @Nullable Server english) {
        var publication = from.publication();
        var releases = from.releases();
        var desk = from.desk();
        var vocabulary = from.vocabulary();
        var inbox = from.inbox();
        var clock = from.clock();
        site = from.site();
        this.t = t;
        this.languages = languages;
        this.english = english;
        current = new AnsweredRelease(publication, releases, t);
        documents = new KeptDocuments(publication);
        var labels = new Labels(vocabulary, t);
        var assets = Assets.load();
        var dictionary = new Dictionary(t);
        var parts = new Parts(site, t, labels);
        pages = new Pages(site, t, languages, new Subjects(vocabulary), assets, clock);
        var statuses = new FeedStatuses(inbox, RuleCatalogue.ofProtection(), clock);
        records = new RecordHandlers(current, statuses, new History(dictionary, t), site, t, labels, pages);
        handlers = new SiteHandlers(current, statuses, site, t, labels, pages, assets, clock);
        finder = new FinderPages(current, site, t, labels, pages, clock);
        var statements = new Statements(vocabulary, t, pages::today);
        concepts = new ConceptPages(current, vocabulary, t, pages, parts, statements);
        var sheets = new Sheets(current, vocabulary, t, pages, statements);
        var choices = new CoverageChoices(sheets, site);
        coverage = new CoveragePages(sheets, choices);
        map = new CoverageMap(sheets, choices);
        selections = new SelectionPages(sheets, choices);
        presence = new PresencePages(sheets, choices);
        planning = new PlanningPages(sheets);
        goals = new GoalPages(sheets);
        criteria = new CriterionPages(sheets, goals);
        access = new DoorPages(sheets);
        responsibility = new ResponsibilityPages(sheets);
        development = new DevelopmentPages(sheets, releases, site, responsibility);
        alignment = new AlignmentPages(sheets);
        quality = new QualityPages(current, releases, from.catalogue(), vocabulary, site, t, pages);
        quarters = new QuarterPages(sheets, releases);
        catalogue = new CataloguePages(current, releases, t, labels, pages);
        data = new DataPages(current, releases, from.catalogue(), site, t, pages);
        tables = new TablePages(current, releases, dictionary, t, pages);
        downloads = new Downloads(current, releases);
        changes = new ChangePages(current, releases, site, dictionary, t, pages);
        var ontology = new Ontology(desk.names());
        terms = new TermPages(current, desk, ontology, site, t, pages);
        schemas = new SchemaPages(current, releases, terms, dictionary, t, pages);
        linked = new LinkedData(current, records, from.crosswalk(), vocabulary, assets.fingerprint(), documents);
        var stands = new Stands(releases, t);
        workbench = new QueryPages(current, desk, site, t, pages, assets, ontology, from.nonces());
        sparql =
                new SparqlHandlers(() -> current.get().map(Published::release), stands::find, desk, workbench, site, t);
        var shown = new Results(site, t, pages, releases, new Charts(t, vocabulary.areas()));
        var asked = Questions.load();
        corrections = new CorrectionPages(current, asked, site, t, pages);
        questions = new QuestionPages(current, stands, desk, asked, shown, corrections, t, pages);
        search = new SearchPages(current, vocabulary, asked, site, t, labels, pages);
        results = new ResultPages(current, stands, desk, shown, from.stored(), corrections, site, t, pages, clock);
        api = new Api(current, records, documents);
        hsds = new HsdsApi(
                current, records, vocabulary, new Hsds(from.crosswalk().base(), vocabulary));
        var door = new Doorkeeper(inbox.journal(), clock, t, limits);
        rounds = new RoundPages(sheets, releases, door);
        var receiving = new Receiving(limits, t);
        feeds = new FeedHandlers(inbox, statuses, door, receiving, site.base(), t);
        pushes = new PushHandlers(inbox, door, receiving, site.base(), t);
        links = new LinkPages(
                current,
                inbox,
                door,
                receiving,
                pushes,
                new OwnWorkbook(inbox, receiving, new EntrySheet(vocabulary)),
                dictionary,
                pages,
                t);
        status = new StatusPages(current, statuses, inbox, door, pages, t);
        operator = new OperatorHandlers(inbox.journal(), inbox.operations(), door, clock, t);
        decisions = new OperatorPages(
                current,
                inbox,
                door,
                new OperatorLines(
                        inbox.journal(), from.health(), new HealthLines(inbox.journal(), statuses, t), parts, t),
                dictionary,
                pages,
                t);
        rules = new RulePages(current, statuses::told, pages, t);
        checks = new CheckPages(current, inbox, receiving, new ServicePages(t, labels, parts), pages, t);
        contact = new ContactPages(current, inbox.journal().letters(), site, pages, t, System::nanoTime);
        news = new NewsPages(current, site, t, pages);
        errors = new Errors(current, t, pages);
    }

    /** The server, not yet started. */
    public Javalin create() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        harden(config);
        config.jetty.modifyServer(server -> server.setHandler(documents));
        config.routes.before(ctx -> Headers.set(ctx, site.demonstration()));
        routes(config.routes);
        config.routes.options("/sparql", sparql::options);
        if (english != null) {
            english.routes(config.routes);
        }
        failures(config.routes);
    }

    /** What every server of ours has: limits, platform threads, no word about itself. */
    static void harden(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.prefer405over404 = true;
        // What somebody tries out never touches the disk.
        config.jetty.multipartConfig.maxInMemoryFileSize((int) CheckPages.LARGEST, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(CheckPages.LARGEST, SizeUnit.BYTES);
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.modifyServer(server -> server.setErrorHandler(new BareErrors()));
    }

    private void routes(RoutesConfig routes) {
        page(routes, "/", handlers::start);
        page(routes, FinderPages.PATH, finder::page);
        page(routes, FinderPages.GUIDE, finder::guide);
        page(routes, SearchPages.PATH, search::byAddress);
        routes.post(t.prefix() + SearchPages.PATH, search::byBody);
        page(routes, "/angebote", records.list(Kind.SERVICE));
        get(routes, "/angebote.csv", tables.list(Kind.SERVICE));
        get(routes, "/traeger.csv", tables.list(Kind.ORGANIZATION));
        get(routes, "/orte.csv", tables.list(Kind.LOCATION));
        page(routes, "/angebote/{id}", records.page(Kind.SERVICE));
        page(routes, "/traeger", records.list(Kind.ORGANIZATION));
        page(routes, "/traeger/{id}", records.page(Kind.ORGANIZATION));
        page(routes, "/orte", records.list(Kind.LOCATION));
        page(routes, "/orte/{id}", records.page(Kind.LOCATION));

        page(routes, "/begriffe/{scheme}", concepts::scheme);
        page(routes, "/begriffe/{scheme}/{notation}", concepts::concept);
        page(routes, "/lebenslagen", concepts::situations);
        page(routes, "/gebiete", concepts::areas);
        page(routes, "/gebiete/{number}", concepts::area);

        page(routes, "/gebiete/{number}/blatt", quarters::page);

        page(routes, "/planung", planning::overview);
        page(routes, Chosen.LIST, selections::list);
        page(routes, Chosen.QUERY, selections::query);
        page(routes, "/karte", coverage::matrix);
        get(routes, "/karte.svg", map::svg);
        get(routes, "/karte.csv", coverage::csv);
        page(routes, "/karte/{lebenslage}", map::map);
        page(routes, "/wann", presence::page);
        get(routes, "/wann.svg", presence::svg);
        get(routes, "/wann.csv", presence::csv);
        page(routes, "/ziele", goals::list);
        page(routes, "/ziele/{notation}", goals::one);
        page(routes, "/kriterien", criteria::list);
        page(routes, "/kriterien/{notation}", criteria::one);
        page(routes, "/zugang", access::door);
        page(routes, "/verantwortung", responsibility::responsibility);
        page(routes, "/entwicklung", development::page);
        page(routes, "/abstimmung", alignment::page);
        page(routes, "/abstimmung/{runde}/zahlen", rounds::page);
        page(routes, "/qualitaet", quality::page);

        page(routes, "/daten", catalogue::page);
        page(routes, "/versionen", changes::versions);
        page(routes, "/aenderungen", changes::changes);
        get(routes, "/aenderungen.atom", changes::atom);
        get(routes, "/aenderungen.csv", changes::csv);
        get(routes, "/api/v1/changes", changes::api);
        get(routes, "/daten/{release}/manifest.json", downloads::manifest);
        get(routes, "/daten/{release}/SHA256SUMS", downloads::sums);
        get(routes, "/daten/{release}/derived.json", downloads::derived);
        get(routes, "/daten/{release}/datapackage.json", downloads::dataPackage);
        page(routes, "/daten/{dataset}", data::dataset);
        page(routes, "/daten/{dataset}/tabelle", tables::page);
        get(routes, "/daten/{dataset}/tabelle.csv", tables::csv);
        get(routes, "/daten/{dataset}/tabelle.xlsx", tables::xlsx);
        page(routes, "/daten/{dataset}/felder", schemas::columns);
        page(routes, "/daten/{dataset}/versionen", changes::versionsOf);
        page(routes, "/daten/{dataset}/aenderungen", changes::changes);
        get(routes, "/daten/{dataset}/aenderungen.atom", changes::atom);
        page(routes, "/schema", schemas::schema);
        get(routes, "/schema/formen.ttl", terms::shapes);
        page(routes, "/schema/{name}", terms::page);
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
        post(routes, "/sparql", sparql::post);

        page(routes, "/abfrage", workbench::workbench);
        page(routes, "/abfrage/vorschlaege.json", workbench::completions);
        page(routes, "/fragen", questions::list);
        page(routes, "/fragen/{name}", questions::one);
        page(routes, "/ergebnis", results::page);
        get(routes, "/ergebnis.{form}", results::file);
        page(routes, "/ergebnis/einbetten", results::embedded);
        page(routes, "/ergebnis/{name}", results::stored);
        page(routes, "/ergebnis/{name}/einbetten", results::storedEmbedded);
        post(routes, "/ergebnis", results::store);

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
        post(routes, "/api/v1/feeds/{feed}/deliveries", pushes::push);
        get(routes, "/api/v1/feeds/{feed}/runs/{run}/corrected", feeds::corrected);
        post(routes, "/api/v1/feeds/{feed}/runs/{run}/release", pushes::release);
        get(routes, "/api/v1/quarantine", operator::quarantine);
        post(routes, "/api/v1/quarantine/{id}/release", operator::release);
        post(routes, "/api/v1/quarantine/{id}/retry", operator::retry);
        post(routes, "/api/v1/runs/{run}/confirm", operator::confirm);
        post(routes, "/api/v1/runs/{run}/discard", operator::discard);
        post(routes, "/api/v1/withdrawals", operator::withdraw);
        post(routes, "/api/v1/deliveries/{delivery}/forget", operator::forget);
        post(routes, "/hooks/{feed}", feeds::hook);
        post(routes, "/api/v1/check", pushes::check);
        get(routes, "/api/openapi.yaml", handlers::openapi);
        page(routes, "/liefern/regeln", rules::list);
        page(routes, "/liefern/regeln/{code}", rules::one);
        page(routes, "/liefern/link/{link}", links::page);
        routes.post(t.prefix() + "/liefern/link/{link}/bestaetigen", links::confirm);
        get(routes, "/liefern/link/{link}/angebote.xlsx", links::workbook);
        routes.post(t.prefix() + "/liefern/link/{link}/datei", links::check);
        routes.post(t.prefix() + "/liefern/link/{link}/abgeben", links::deliver);
        routes.post(t.prefix() + "/liefern/link/{link}/freigeben", links::release);
        page(routes, "/liefern/quellen", status::list);
        page(routes, "/liefern/quellen/{feed}", status::one);
        get(routes, "/liefern/quellen/{feed}/plakette.svg", status::badge);
        page(routes, "/liefern/quellen/{feed}/verarbeitungen/{run}", status::run);
        page(routes, "/liefern/berichte/{link}", feeds::page);
        page(routes, "/liefern/probleme/{problem}", handlers::problem);
        get(routes, "/liefern/berichte/{link}/befunde.{form}", feeds::findingsByLink);
        get(routes, "/liefern/berichte/{link}/berichtigt", feeds::correctedByLink);
        page(routes, "/liefern/pruefen", checks::form);
        routes.post(t.prefix() + "/liefern/pruefen", checks::check);
        get(routes, "/liefern/beispiele/{file}", checks::sample);

        page(routes, "/seiten", handlers::allEdited);
        page(routes, "/seiten/<path>", handlers::edited);
        page(routes, OperatorPages.PATH, decisions::page);
        routes.post(t.prefix() + OperatorPages.PATH, decisions::decide);
        page(routes, ContactPages.PATH, contact::form);
        routes.post(t.prefix() + ContactPages.PATH, contact::write);
        page(routes, "/neuigkeiten", news::page);
        get(routes, "/neuigkeiten.atom", news::atom);
        page(routes, CorrectionPages.PATH, corrections::page);
        page(routes, "/hilfe", handlers.text("hilfe"));
        page(routes, "/impressum", handlers.text("impressum"));
        page(routes, "/datenschutz", handlers.text("datenschutz"));
        page(routes, "/barrierefreiheit", handlers.text("barrierefreiheit"));
        get(routes, "/leichte-sprache", handlers.text("leichte-sprache", "ls"));
        get(routes, "/gebaerdensprache", handlers.text("gebaerdensprache", "ls"));
        page(routes, "/lizenz", handlers.text("lizenz"));
        page(routes, "/liefern", handlers.text("liefern"));
        page(routes, "/api", handlers.text("api"));

        get(routes, "/gesund", ctx -> ctx.result("gesund\n"));
        get(routes, "/bereit", handlers::ready);
        get(routes, "/static/{file}", handlers::asset);
        get(routes, "/robots.txt", handlers::robots);
        get(routes, "/sitemap.xml", handlers::sitemap);
        get(routes, "/sitemap-{part}.xml", handlers::sitemapPart);
        get(routes, "/.well-known/void", data::voidDescription);
        get(routes, "/.well-known/security.txt", handlers::security);
    }

    private void failures(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, ctx) -> errors(ctx).refuse(refusal, ctx));
        routes.exception(
                HttpResponseException.class, (refusal, ctx) -> errors(ctx).refuse(refusal, ctx));
        routes.exception(Exception.class, (failure, ctx) -> errors(ctx).fail(failure, ctx));
    }

    private Errors errors(Context ctx) {
        return english != null && Languages.isEnglish(ctx.path()) ? english.errors : errors;
    }

    /** A page that there is in each language. */
    private void page(RoutesConfig routes, String path, Handler handler) {
        if (t.isGerman()) {
            languages.add(path);
            answer(routes, path, handler);
        } else {
            answer(routes, path.equals("/") ? t.prefix() : t.prefix() + path, handler);
        }
    }

    /** What there is once, whatever the language of the pages. */
    private void get(RoutesConfig routes, String path, Handler handler) {
        if (t.isGerman()) {
            answer(routes, path, handler);
        }
    }

    private void post(RoutesConfig routes, String path, Handler handler) {
        if (t.isGerman()) {
            routes.post(path, handler);
        }
    }

    /** HEAD is answered as GET is, without the body; both from the release that is asked for. */
    private void answer(RoutesConfig routes, String path, Handler handler) {
        var answering = current.around(handler);
        routes.get(path, answering);
        routes.head(path, answering);
    }
}

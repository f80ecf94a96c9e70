package de.hilfenetz.serve;

import de.hilfenetz.query.QueryDesk;
import io.javalin.Javalin;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.util.Optional;

/** The SPARQL endpoint alone, at {@code /sparql}, over a graph that is no release of ours: for trying it out with files. */
public final class Endpoint {

    private Endpoint() {}

    /**
     * The server, not yet started.
     *
     * @param name of the graph, where an answer names its release
     */
    public static Javalin create(QueryDesk desk, Site site, String name, Clock clock) {
        var t = Words.german();
        var errors = new Errors(
                Optional::empty, t, new Pages(site, t, new Languages(), new Subjects(null), Assets.load(), clock));
        var handlers = new SparqlHandlers(
                () -> Optional.of(name),
                stand -> {
                    throw Refusal.of(404, t.of("fehler.404.kein-stand", stand, name));
                },
                desk,
                null,
                site,
                t);
        return Javalin.create(config -> {
            Server.harden(config);
            config.routes.before(ctx -> Headers.set(ctx, true));
            config.routes.get("/sparql", handlers::get);
            config.routes.head("/sparql", handlers::get);
            config.routes.post("/sparql", handlers::post);
            config.routes.options("/sparql", handlers::options);
            config.routes.exception(Refusal.class, errors::refuse);
            config.routes.exception(HttpResponseException.class, errors::refuse);
            config.routes.exception(Exception.class, errors::fail);
        });
    }
}

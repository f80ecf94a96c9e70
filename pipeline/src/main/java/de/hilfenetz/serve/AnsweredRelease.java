package de.hilfenetz.serve;

import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which release a request is answered from: the newest, or the one that it names as {@code ?stand=2026-11-22.3} or by a day
 * that is over, {@code ?stand=2026-11-22}. Whatever asks for it while the request is handled gets the same one.
 */
final class AnsweredRelease implements Supplier<Optional<Published>> {

    /** These look for the release themselves: they ask the graph or send a file, and need nothing else of it. */
    private static final List<String> PINNED = List.of("/sparql", "/fragen", "/ergebnis");

    /** These tell how things are now, or what lies between two releases. */
    private static final List<String> OF_NOW = List.of(
            "/liefern",
            "/betrieb",
            "/versionen",
            "/aenderungen",
            "/api/v1/changes",
            "/api/v1/feeds",
            "/api/v1/quarantine",
            "/catalog",
            "/data.json",
            "/sitemap",
            "/schema",
            "/.well-known");

    private static final ScopedValue<Published> PAST = ScopedValue.newInstance();

    private final Publication publication;
    private final Releases releases;
    private final Words t;

    AnsweredRelease(Publication publication, Releases releases, Words t) {
        this.publication = publication;
        this.releases = releases;
        this.t = t;
    }

    @Override
    public Optional<Published> get() {
        return PAST.isBound() ? Optional.of(PAST.get()) : publication.get();
    }

    /** Whether the request under way is answered from an earlier release than the newest. */
    static boolean isPast() {
        return PAST.isBound();
    }

    /** The same handler, which finds what it asks for as it was. */
    Handler around(Handler handler) {
        return ctx -> {
            var path = Languages.withoutLanguage(ctx.path());
            var asked = ctx.queryParam("stand");
            var newest = publication.get();
            if (asked == null
                    || asked.isBlank()
                    || newest.map(Published::release).filter(asked::equals).isPresent()
                    || isFile(path)
                    || within(PINNED, path)) {
                handler.handle(ctx);
                return;
            }
            if (newest.isEmpty() || within(OF_NOW, path) || tellsOfNow(path)) {
                throw Refusal.of(
                        404,
                        t.of("fehler.404.stand", newest.map(Published::release).orElse("–")));
            }
            var past = publication.at(find(asked.strip(), newest.get())).orElseThrow(() -> Refusal.of(503));
            ScopedValue.where(PAST, past).call(() -> {
                handler.handle(ctx);
                return past;
            });
        };
    }

    private Manifest find(String asked, Published newest) {
        return releases.find(asked)
                .filter(found -> found.release().compareTo(newest.manifest().release()) <= 0)
                .orElseThrow(() -> Refusal.of(404, t.of("fehler.404.kein-stand", asked, newest.release())));
    }

    private static boolean isFile(String path) {
        return path.startsWith("/daten/") && path.indexOf('/', "/daten/".length()) > 0 && !tellsOfNow(path);
    }

    /** What lies between the releases of one data set. */
    private static boolean tellsOfNow(String path) {
        return path.matches("/daten/[^/]+/(?:versionen|aenderungen(?:[.]atom)?)");
    }

    private static boolean within(List<String> some, String path) {
        return some.stream().anyMatch(path::startsWith);
    }
}

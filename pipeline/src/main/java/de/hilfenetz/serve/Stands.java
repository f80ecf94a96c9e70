package de.hilfenetz.serve;

import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import io.javalin.http.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which release a request wants: {@code ?stand=2026-11-22.3}, or a day that is over. */
final class Stands {

    private final Releases releases;
    private final Words t;

    Stands(Releases releases, Words t) {
        this.releases = releases;
        this.t = t;
    }

    /**
     * A release to ask.
     *
     * @param pinned its name where the request names one; null for whatever is newest
     * @param at when it was made
     */
    record Stand(String release, @Nullable String pinned, Instant at) {}

    /** The release that the request names, or the newest. A release that is not kept is refused. */
    Stand of(Context ctx, Published published) {
        return of(ctx.queryParam("stand"), published);
    }

    Stand of(@Nullable String asked, Published published) {
        if (asked == null || asked.isBlank()) {
            return new Stand(published.release(), null, published.at());
        }
        return stand(get(asked));
    }

    /** The name of the release that {@code asked} means. */
    String find(String asked) {
        return get(asked).release().toString();
    }

    private Manifest get(String asked) {
        var newest = releases.current().map(manifest -> manifest.release().toString());
        return releases.find(asked)
                .orElseThrow(() -> Refusal.of(404, t.of("fehler.404.kein-stand", asked, newest.orElse("–"))));
    }

    private static Stand stand(Manifest manifest) {
        var release = manifest.release().toString();
        return new Stand(release, release, manifest.created());
    }

    Views.When when(Stand stand) {
        return t.moment(stand.at());
    }
}

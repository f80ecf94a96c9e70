package de.hilfenetz.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one route did since the process began.
 *
 * @param route its name
 * @param attempts how often the source was asked, retries included
 * @param delivered looks that brought a delivery
 * @param nothingNew looks at a source that had nothing new
 * @param failed looks that were given up
 * @param last how long the last look took, retries included; null before the first
 */
public record RouteMeter(
        String route,
        long attempts,
        long delivered,
        long nothingNew,
        long failed,
        @Nullable Duration last) {

    static RouteMeter of(String route) {
        return new RouteMeter(route, 0, 0, 0, 0, null);
    }

    RouteMeter attempted() {
        return new RouteMeter(route, attempts + 1, delivered, nothingNew, failed, last);
    }

    RouteMeter ended(Pulled outcome, Duration took) {
        return switch (outcome) {
            case Pulled.Delivered _ -> new RouteMeter(route, attempts, delivered + 1, nothingNew, failed, took);
            case Pulled.NothingNew _ -> new RouteMeter(route, attempts, delivered, nothingNew + 1, failed, took);
            case Pulled.Failed _ -> new RouteMeter(route, attempts, delivered, nothingNew, failed + 1, took);
        };
    }
}

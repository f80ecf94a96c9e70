package de.hilfenetz.serve;

import io.javalin.http.Context;

/** What every answer carries: nothing foreign is loaded, nothing is sniffed, framed, referred or kept. */
final class Headers {

    private static final String CONTENT_SECURITY = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            + "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Headers() {}

    /** Lets the page of this answer run the editor: what carries {@code nonce}, and the one request for its list. */
    static void allowEditor(Context ctx, String nonce) {
        ctx.header(
                "Content-Security-Policy",
                CONTENT_SECURITY
                        .replace("style-src 'self'", "connect-src 'self'; style-src 'self' 'nonce-" + nonce + "'")
                        .replace("script-src 'self'", "script-src 'self' 'nonce-" + nonce + "'"));
    }

    static void set(Context ctx, boolean demonstration) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        if (demonstration) {
            ctx.header("X-Robots-Tag", "noindex");
        }
        if (isData(ctx.path())) {
            ctx.header("Access-Control-Allow-Origin", "*");
            ctx.header(
                    "Access-Control-Expose-Headers",
                    "ETag, Last-Modified, Content-Disposition, Repr-Digest, Link, X-Request-Id, Retry-After, Hilfenetz-Answer,"
                            + " Hilfenetz-Release, Hilfenetz-Unused");
        }
    }

    /** Lets other sites show the page of this answer in a frame; it has nothing to click on that does something. */
    static void allowFraming(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY.replace("frame-ancestors 'none'", "frame-ancestors *"));
    }

    /** Addresses that scripts of other sites may read. */
    private static boolean isData(String path) {
        return path.startsWith("/id/")
                || path.startsWith("/def/")
                || path.startsWith("/daten/")
                || path.startsWith("/api/v1/")
                || path.startsWith("/hsds")
                || path.startsWith("/catalog")
                || path.equals("/data.json")
                || path.startsWith("/fragen/")
                || path.startsWith("/ergebnis")
                || path.equals("/sparql");
    }
}

package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.intake.Faults;
import de.hilfenetz.record.CanonicalJson;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what did not work: a page for people, {@code application/problem+json} (RFC 9457) for programs. Never a stack trace,
 * a version or a word of what was asked; the request's id leads to the log.
 */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final Supplier<Optional<Published>> current;
    private final Words t;
    private final Pages pages;

    Errors(Supplier<Optional<Published>> current, Words t, Pages pages) {
        this.current = current;
        this.t = t;
        this.pages = pages;
    }

    /** Answers with what a handler refused. */
    void refuse(Refusal refusal, Context ctx) {
        var moved = refusal.moved();
        if (moved != null) {
            ctx.header("Cache-Control", Answers.REVALIDATE);
            ctx.redirect(moved.in(ctx.path()), HttpStatus.MOVED_PERMANENTLY);
            return;
        }
        send(
                ctx,
                refusal.status(),
                refusal.title() == null ? title(refusal.status()) : refusal.title(),
                refusal.text().isEmpty() ? List.of(text(refusal.status())) : refusal.text(),
                refusal.successor(),
                refusal.problem(),
                refusal.members());
        var wait = refusal.waiting();
        if (wait != null) {
            ctx.header("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
        }
    }

    /** Answers with what Javalin refused: no such address, no such method, too large. */
    void refuse(HttpResponseException refusal, Context ctx) {
        refuse(Refusal.of(refusal.getStatus()), ctx);
        if (refusal instanceof MethodNotAllowedResponse) {
            // Javalin lists the methods there are; RFC 9110 wants them in Allow.
            refusal.getDetails().values().stream().findFirst().ifPresent(methods -> ctx.header("Allow", methods));
        }
    }

    /** Our own fault: logged with its trace, told without. */
    void fail(Exception failure, Context ctx) {
        if (ctx.res().isCommitted()) {
            Answers.cut(ctx);
            if (!(failure instanceof IOException)) {
                // An IOException here is a client that went away.
                LOG.error("answer to {} broke off", ctx.endpoint().path, Faults.forLog(failure));
            }
            return;
        }
        var id = send(ctx, 500, title(500), List.of(text(500)), null, null, Map.of());
        LOG.error("request {} to {} failed", id, ctx.endpoint().path, Faults.forLog(failure));
    }

    private String title(int status) {
        return t.of("fehler." + known(status) + ".titel");
    }

    private String text(int status) {
        return t.of("fehler." + known(status) + ".text", t.size(Server.LARGEST_REQUEST));
    }

    private int known(int status) {
        if (t.has("fehler." + status + ".titel")) {
            return status;
        }
        return status < 500 ? 400 : 500;
    }

    private String send(
            Context ctx,
            int status,
            String title,
            List<String> text,
            Views.@org.jspecify.annotations.Nullable Link successor,
            @org.jspecify.annotations.Nullable String problem,
            Map<String, ?> members) {
        var id = "%012x".formatted(ThreadLocalRandom.current().nextLong() & 0xffff_ffff_ffffL);
        ctx.res().reset();
        Headers.set(ctx, pages.demonstration());
        ctx.status(status);
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("Vary", "Accept");
        ctx.header("X-Request-Id", id);
        if (status == 429 || status == 503) {
            ctx.header("Retry-After", status == 429 ? "60" : "5");
        }
        if (status == 401) {
            var byPerson = Doorkeeper.isAskedForPassword(ctx);
            ctx.header("WWW-Authenticate", byPerson ? "Basic realm=\"Hilfenetz\", charset=\"UTF-8\"" : "Bearer");
        }
        if (Accept.isPerson(ctx.header("Accept"))) {
            var frame = pages.frame(ctx, current.get(), title, title).withoutIndex();
            ctx.contentType("text/html;charset=utf-8");
            ctx.result(pages.render(
                    "fehler",
                    Map.of("frame", frame, "failure", new Views.Failure(status, title, text, id, successor))));
        } else {
            ctx.contentType("application/problem+json");
            var body = problem(status, title, text, id, problem);
            members.forEach(
                    (name, value) -> body.set(name, CanonicalJson.mapper().valueToTree(value)));
            // As bytes: for a type it does not know the servlet would take Latin-1.
            ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        return id;
    }

    private ObjectNode problem(
            int status, String title, List<String> text, String id, @org.jspecify.annotations.Nullable String problem) {
        return CanonicalJson.mapper()
                .createObjectNode()
                .put("type", problem == null ? "about:blank" : pages.base() + "liefern/probleme/" + problem)
                .put("title", title)
                .put("status", status)
                .put("detail", String.join(" ", text))
                .put("instance", "urn:hilfenetz:request:" + id);
    }
}

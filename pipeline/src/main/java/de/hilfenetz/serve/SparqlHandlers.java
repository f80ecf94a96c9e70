package de.hilfenetz.serve;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.query.AskedQuery;
import de.hilfenetz.query.Head;
import de.hilfenetz.query.Limits;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.QueryDesk.Form;
import de.hilfenetz.query.ServiceDescription;
import de.hilfenetz.query.SparqlProblem;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SPARQL 1.1 Protocol, reading only; for people the same address is a page with a form. An answer says in
 * {@code Hilfenetz-Answer} whether it is complete, in {@code Hilfenetz-Release} what it is made of, and in
 * {@code Hilfenetz-Unused} which property of the query nothing has.
 */
final class SparqlHandlers {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)");
    private static final Pattern BROKEN = Pattern.compile("%(?![0-9a-fA-F]{2})");
    /** Characters of a name in a header. */
    private static final int LONGEST_NAME = 300;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Supplier<Optional<String>> newest;
    private final Pin pin;
    private final QueryDesk desk;
    private final @Nullable QueryPages queryPages;
    private final Site site;
    private final Words t;

    /** Finds the release that {@code stand} means. */
    @FunctionalInterface
    interface Pin {
        /** Null for the newest; refuses what is not kept. */
        @Nullable
        String find(String stand);
    }

    /**
     * @param newest the release that is asked unless a request names another
     * @param queryPages for people; null where there are none
     */
    SparqlHandlers(
            Supplier<Optional<String>> newest,
            Pin pin,
            QueryDesk desk,
            @Nullable QueryPages queryPages,
            Site site,
            Words t) {
        this.newest = newest;
        this.pin = pin;
        this.desk = desk;
        this.queryPages = queryPages;
        this.site = site;
        this.t = t;
    }

    /** The parameters of the protocol, and ours: {@code format}, {@code partial}. */
    private record Parameters(Map<String, List<String>> values) {

        @Nullable
        String first(String name) {
            var all = list(name);
            return all.isEmpty() ? null : all.getFirst();
        }

        List<String> list(String name) {
            return values.getOrDefault(name, List.of());
        }

        Parameters and(Map<String, List<String>> more) {
            var both = new LinkedHashMap<>(values);
            more.forEach((name, list) -> both.merge(
                    name,
                    list,
                    (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream())
                            .toList()));
            return new Parameters(both);
        }
    }

    /** GET: a query, the page with the form, or the service description. */
    void get(Context ctx) throws IOException {
        Answers.vary(ctx, "Accept");
        refuseBrokenText(ctx.queryString());
        var parameters = new Parameters(ctx.queryParamMap());
        refuseUpdates(parameters);
        var query = one(parameters);
        var people = parameters.first("format") == null && Accept.isPerson(ctx.header("Accept")) ? queryPages : null;
        if (query == null || query.isBlank()) {
            if (people != null) {
                people.form(ctx);
            } else {
                describe(ctx);
            }
            return;
        }
        if (query.length() > Limits.LONGEST_IN_ADDRESS) {
            throw Refusal.of(414, t.of("abfrage.zu-lang-fuer-get", t.number(Limits.LONGEST_IN_ADDRESS)));
        }
        if (people != null) {
            people.answer(ctx, query);
        } else {
            answer(ctx, query, parameters);
        }
    }

    /** POST: a form or the query itself. */
    void post(Context ctx) throws IOException {
        Answers.vary(ctx, "Accept");
        var type = ctx.contentType() == null ? "" : ctx.contentType().toLowerCase(Locale.ROOT);
        refuseBrokenText(ctx.queryString());
        var parameters = new Parameters(ctx.queryParamMap());
        refuseUpdates(parameters);
        if (type.startsWith("application/sparql-update")) {
            throw Refusal.of(403);
        }
        var direct = type.startsWith("application/sparql-query");
        if (!direct && !type.startsWith(FORM)) {
            throw Refusal.of(415);
        }
        var charset = CHARSET.matcher(type);
        if (charset.find()
                && !charset.group(1).equals("utf-8")
                && !charset.group(1).equals("utf8")) {
            throw Refusal.of(415, t.of("abfrage.nur-utf8"));
        }
        if (direct) {
            if (parameters.first("query") != null) {
                throw Refusal.of(400, t.of("abfrage.zwei"));
            }
            answer(ctx, utf8(ctx.bodyAsBytes()), parameters);
            return;
        }
        refuseBrokenText(utf8(ctx.bodyAsBytes()));
        var all = parameters.and(ctx.formParamMap());
        refuseUpdates(all);
        var query = one(all);
        if (query == null) {
            throw Refusal.of(400, t.of("abfrage.fehlt"));
        }
        answer(ctx, query, all);
    }

    /** What a page of another site must ask before it may POST (the CORS protocol). */
    void options(Context ctx) {
        ctx.header("Allow", "GET, HEAD, POST, OPTIONS");
        ctx.header("Access-Control-Allow-Methods", "GET, HEAD, POST");
        ctx.header("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match");
        ctx.header("Access-Control-Max-Age", "86400");
        ctx.status(204);
    }

    /** The text that {@code bytes} are; a letter that got lost would make another query of it. */
    private String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.of(400, t.of("abfrage.nur-utf8"));
        }
    }

    /** Refuses parameters whose {@code %} do not spell UTF-8. */
    private void refuseBrokenText(@Nullable String encoded) {
        if (encoded != null) {
            if (BROKEN.matcher(encoded).find()) {
                throw Refusal.of(400, t.of("abfrage.nur-utf8"));
            }
            var spelt = new ByteArrayOutputStream();
            for (var i = 0; i < encoded.length(); i++) {
                if (encoded.charAt(i) == '%') {
                    spelt.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                    i += 2;
                } else {
                    spelt.writeBytes(encoded.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
                }
            }
            utf8(spelt.toByteArray());
        }
    }

    private static void refuseUpdates(Parameters parameters) {
        for (var name : parameters.values().keySet()) {
            if (name.equals("update") || name.startsWith("using-")) {
                throw Refusal.of(403);
            }
        }
    }

    /** The protocol knows exactly one query. */
    private @Nullable String one(Parameters parameters) {
        if (parameters.list("query").size() > 1) {
            throw Refusal.of(400, t.of("abfrage.zwei"));
        }
        return parameters.first("query");
    }

    private void answer(Context ctx, String text, Parameters parameters) throws IOException {
        var release = newest.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        var client = Client.address(ctx);
        try {
            var query = desk.read(text, client)
                    .over(parameters.list("default-graph-uri"), parameters.list("named-graph-uri"), desk.names());
            var stand = parameters.first("stand");
            var pinned = stand == null || stand.isBlank() ? null : pin.find(stand);
            send(ctx, query, form(ctx, query, parameters, pinned), release, client);
        } catch (SparqlProblem.Broken e) {
            Answers.cut(ctx);
        } catch (SparqlProblem e) {
            ctx.res().reset();
            throw refusal(ctx, e);
        }
    }

    private Form form(Context ctx, AskedQuery query, Parameters parameters, @Nullable String pinned) {
        var format = parameters.first("format");
        var type = query.mediaType(format, ctx.header("Accept"))
                .orElseThrow(() -> Refusal.of(
                        400, t.of("abfrage.format", String.valueOf(format), String.join(", ", query.formats()))));
        var partial = "1".equals(parameters.first("partial"));
        var stream = type.startsWith("text/") || !query.givesRows();
        return new Form(type, pinned, stream && !partial ? 0 : Limits.ROWS, partial);
    }

    private void send(Context ctx, AskedQuery query, Form form, String release, String client)
            throws IOException, SparqlProblem {
        var key = QueryDesk.key(query, form);
        if (query.isSteady() && Answers.isKnown(ctx, (form.release() == null ? release : form.release()) + "-" + key)) {
            ctx.header("Cache-Control", Answers.REVALIDATE);
            return;
        }
        try (var whole = WholeAnswer.isNeeded(ctx) ? new WholeAnswer() : null) {
            answer(ctx, query, form, key, release, client, whole);
            if (whole != null) {
                whole.send(ctx);
            }
        }
    }

    private void answer(
            Context ctx,
            AskedQuery query,
            Form form,
            String key,
            String release,
            String client,
            @Nullable WholeAnswer whole)
            throws IOException, SparqlProblem {
        desk.answer(query, form, release, client, head -> {
            // The answer says itself which release it is made of; a new one may have come since.
            if (query.isSteady()) {
                ctx.header("ETag", '"' + head.release() + "-" + key + '"');
            }
            ctx.header("Cache-Control", query.isSteady() ? Answers.REVALIDATE : Answers.NOT_KEPT);
            ctx.header("Hilfenetz-Release", head.release());
            ctx.header("Hilfenetz-Answer", state(head, form));
            if (!query.unused().isEmpty()) {
                ctx.header("Hilfenetz-Unused", unused(query.unused().getFirst()));
            }
            if (head.state() == Head.State.STREAMED && whole == null) {
                // To a client that says "Connection: close", Jetty would send until the connection ends: a cut answer
                // would look whole.
                ctx.header("Transfer-Encoding", "chunked");
            }
            var type = head.mediaType();
            ctx.contentType(type.startsWith("text/") ? type + ";charset=utf-8" : type);
            return whole == null ? ctx.outputStream() : whole.stream();
        });
    }

    /** The first property of a query that finds nothing, and the one that was likely meant. */
    private static String unused(AskedQuery.Unused one) {
        return "<%s>%s"
                .formatted(
                        one.property()
                                .substring(
                                        0, Math.min(LONGEST_NAME, one.property().length()))
                                .replaceAll("[^!-~]", "?"),
                        one.nearest() == null ? "" : "; nearest=\"%s\"".formatted(one.nearest()));
    }

    private static String state(Head head, Form form) {
        return switch (head.state()) {
            case COMPLETE -> "complete";
            case TRUNCATED -> "truncated; rows=" + form.rows();
            case STREAMED -> "streamed";
        };
    }

    /** A problem as HTTP tells it. */
    static Refusal refusal(Context ctx, SparqlProblem problem) {
        var text = isEnglish(ctx) ? String.valueOf(problem.getMessage()) : problem.german();
        return switch (problem) {
            case SparqlProblem.Syntax syntax ->
                Refusal.problem(400, "abfrage-syntax", text).with(members(syntax));
            case SparqlProblem.Refused refused -> Refusal.problem(403, "abfrage-verweigert", text);
            case SparqlProblem.Costly costly -> Refusal.problem(422, "abfrage-zu-teuer", text);
            case SparqlProblem.TooLong tooLong -> Refusal.problem(422, "abfrage-zu-viele-zeilen", text);
            case SparqlProblem.Busy busy ->
                Refusal.problem(busy.client() ? 429 : 503, "abfrage-andrang", text)
                        .after(busy.waiting());
            case SparqlProblem.Timeout timeout -> Refusal.problem(503, "abfrage-zeit", text);
            case SparqlProblem.Failed failed -> Refusal.of(500, text);
            case SparqlProblem.Broken broken -> Refusal.of(500);
        };
    }

    private static Map<String, ?> members(SparqlProblem.Syntax syntax) {
        var members = new LinkedHashMap<String, Object>();
        if (syntax.line() > 0) {
            members.put("line", syntax.line());
            members.put("column", syntax.column());
        }
        if (!syntax.excerpt().isEmpty()) {
            members.put("excerpt", syntax.excerpt());
            members.put("pointer", syntax.pointer());
        }
        if (syntax.suggestion() != null) {
            members.put("suggestion", syntax.suggestion());
        }
        return members;
    }

    private static boolean isEnglish(Context ctx) {
        var languages = ctx.header("Accept-Language");
        return ctx.path().startsWith("/en/")
                || (languages != null
                        && languages.strip().toLowerCase(Locale.ROOT).startsWith("en"));
    }

    /** What this endpoint is, in the form asked for. */
    private void describe(Context ctx) throws IOException {
        var types = java.util.Arrays.stream(GraphFormat.values())
                .map(GraphFormat::mediaType)
                .toList();
        var word = ctx.queryParam("format");
        var type = word == null
                ? Accept.best(ctx.header("Accept"), types).orElse(GraphFormat.TURTLE.mediaType())
                : GraphFormat.findByExtension(word)
                        .map(GraphFormat::mediaType)
                        .orElseThrow(() -> Refusal.of(400, t.of("abfrage.format", word, "ttl, nt, jsonld, rdf")));
        var format = java.util.Arrays.stream(GraphFormat.values())
                .filter(one -> one.mediaType().equals(type))
                .findFirst()
                .orElseThrow();
        var bytes = new ByteArrayOutputStream();
        format.write(ServiceDescription.of(site.base(), desk.contents()), desk.names(), bytes);
        var release = newest.get().orElse("leer");
        Answers.send(
                ctx,
                type.startsWith("text/") ? type + ";charset=utf-8" : type,
                bytes.toByteArray(),
                release + "-beschreibung-" + format.extension(),
                Answers.REVALIDATE);
    }

    static List<String> rowFormats() {
        return List.of("csv", "tsv", "json", "xml");
    }

    static List<String> graphFormats() {
        return List.of("ttl", "nt", "jsonld", "rdf");
    }
}

package de.hilfenetz.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Lines.Facet;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1}: the canonical records as JSON, in pages or one by one. */
final class Api {

    static final int PER_PAGE = 50;
    static final int MOST_PER_PAGE = 500;

    private final Supplier<Optional<Published>> current;
    private final RecordHandlers records;
    private final KeptDocuments documents;

    Api(Supplier<Optional<Published>> current, RecordHandlers records, KeptDocuments documents) {
        this.current = current;
        this.records = records;
        this.documents = documents;
    }

    /**
     * The list of one kind: {@code q, district, quarter, topic, audience, accessible, language, modified_after, page, per_page}.
     * What a kind does not have, nothing of it has.
     */
    Handler list(Kind kind) {
        return ctx -> {
            var published = current.get().orElseThrow(() -> Refusal.of(503));
            var page = number(ctx.queryParam("page"), 1, 1_000_000);
            var perPage = number(ctx.queryParam("per_page"), PER_PAGE, MOST_PER_PAGE);
            var query = Objects.requireNonNullElse(ctx.queryParam("q"), "");
            var area = ctx.queryParam("quarter") == null ? ctx.queryParam("district") : ctx.queryParam("quarter");
            var since = ctx.queryParam("modified_after");
            var filter = Filter.of(ListPages.words(query))
                    .with(Facet.AREA, Stream.ofNullable(area).toList())
                    .with(Facet.TOPIC, ctx.queryParams("topic"))
                    .with(Facet.AUDIENCE, ctx.queryParams("audience"))
                    .with(
                            Facet.FEATURE,
                            ctx.queryParams("accessible").stream()
                                    .map(feature -> feature.equals("yes") ? Directory.STEP_FREE_ENTRANCE : feature)
                                    .toList())
                    .with(Facet.LANGUAGE, ctx.queryParams("language"))
                    .changedAfter(since == null ? null : moment(since));
            var found = published.directory().select(kind, filter);
            var out = new ByteArrayOutputStream();
            try (var snapshot = published.open();
                    var json = CanonicalJson.mapper().getFactory().createGenerator(out)) {
                json.writeStartObject();
                json.writeStringField("release", published.release());
                json.writeNumberField("total_items", found.size());
                json.writeNumberField("total_pages", (found.size() + perPage - 1) / perPage);
                json.writeNumberField("page_number", page);
                json.writeArrayFieldStart("contents");
                for (var listed : found.page((page - 1L) * perPage, perPage)) {
                    var version = snapshot.find(listed.id());
                    if (version.isPresent()) {
                        write(json, version.get().told());
                    }
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            var cache = query.isEmpty() ? Answers.REVALIDATE : Answers.NOT_KEPT;
            Answers.send(ctx, Accept.JSON, out.toByteArray(), published.release(), cache);
        };
    }

    private static void write(JsonGenerator json, byte[] record) throws IOException {
        json.writeRawValue(new String(record, StandardCharsets.UTF_8));
    }

    /** One record. */
    Handler one(Kind kind) {
        return ctx -> {
            var published = current.get().orElseThrow(() -> Refusal.of(503));
            var emptied = published.journal().emptied();
            try (var snapshot = published.open()) {
                var version = records.get(snapshot, kind, RecordHandlers.id(ctx.pathParam("id")));
                Answers.send(ctx, Accept.JSON, version.told(), published.release(), Answers.REVALIDATE);
                documents.keep(ctx, published, emptied);
            }
        };
    }

    /** {@code modified_after}: a day, from its beginning in UTC, or a moment. */
    static Instant moment(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.of(
                    400, "modified_after ist ein Tag oder Zeitpunkt, z. B. 2026-11-22 oder 2026-11-22T08:00:00Z.");
        }
    }

    static int number(@Nullable String text, int byDefault, int most) {
        if (text == null) {
            return byDefault;
        }
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw Refusal.of(400, "page und per_page sind ganze Zahlen ab 1.");
        }
        return Math.min(most, Integer.parseInt(text));
    }
}

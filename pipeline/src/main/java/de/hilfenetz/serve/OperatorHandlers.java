package de.hilfenetz.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.record.CanonicalJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an operator sees and decides over HTTP, with a key of his own: the same as by the commands {@code quarantine},
 * {@code confirm}, {@code discard}, {@code withdraw} and {@code forget}.
 */
final class OperatorHandlers {

    private static final int LONGEST = 10_000;
    private static final int LONGEST_REASON = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
    private static final Pattern HELD = Pattern.compile("d?[1-9]\\d{0,8}");
    private static final Pattern RECORD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]{1,40}");

    private final Journal journal;
    private final Operations operations;
    private final Doorkeeper door;
    private final Clock clock;
    private final Words t;

    OperatorHandlers(Journal journal, Operations operations, Doorkeeper door, Clock clock, Words t) {
        this.journal = journal;
        this.operations = operations;
        this.door = door;
        this.clock = clock;
        this.t = t;
    }

    void quarantine(Context ctx) {
        door.admitOperator(ctx);
        var now = clock.instant();
        var json = CanonicalJson.mapper().createObjectNode();
        var deliveries = json.putArray("deliveries");
        var records = json.putArray("records");
        for (var state : journal.feedStates()) {
            for (var stuck : List.of(RunSummary.State.HELD, RunSummary.State.BROKEN)) {
                journal.undecided(state.feed(), stuck).forEach(run -> describe(run, now, deliveries.addObject()));
            }
            journal.quarantine(state.feed()).forEach(held -> describe(held, now, records.addObject()));
        }
        send(ctx, json);
    }

    private static void describe(RunSummary run, Instant now, ObjectNode json) {
        json.put("id", "d" + run.delivery());
        json.put("feed", run.feed());
        json.put("run", run.id());
        json.put("state", run.state() == RunSummary.State.HELD ? "held" : "failed");
        age(json, run.started(), now);
        run.findReason().ifPresent(reason -> json.put("reason", reason));
    }

    private static void describe(HeldRecord held, Instant now, ObjectNode json) {
        json.put("id", Integer.toString(held.id()));
        json.put("feed", held.feed());
        json.put("delivery", held.delivery());
        json.put("place", held.place().toString());
        age(json, held.since(), now);
        if (held.record() != null) {
            json.put("record", held.record().toString());
        }
        var rules = json.putArray("rules");
        held.rules().forEach(rules::add);
        json.put("releasable", RuleCatalogue.canBeWaived(held.rules()));
    }

    private static void age(ObjectNode json, Instant since, Instant now) {
        json.put("since", since.toString());
        json.put("age_hours", Duration.between(since, now).toHours());
    }

    void release(Context ctx) throws IOException {
        var by = by(ctx);
        var body = body(ctx);
        decide(ctx, List.of("quarantine", "release", path(ctx, "id", HELD), reason(body), by));
    }

    void retry(Context ctx) {
        by(ctx);
        decide(ctx, List.of("quarantine", "retry", path(ctx, "id", HELD)));
    }

    void confirm(Context ctx) {
        by(ctx);
        decide(ctx, List.of("confirm", path(ctx, "run", NUMBER)));
    }

    void discard(Context ctx) {
        by(ctx);
        decide(ctx, List.of("discard", path(ctx, "run", NUMBER)));
    }

    void withdraw(Context ctx) throws IOException {
        var by = by(ctx);
        var body = body(ctx);
        var arguments = new ArrayList<>(List.of("withdraw", text(body, "record", RECORD), reason(body), by));
        if (body.hasNonNull("field")) {
            arguments.add("--field=" + text(body, "field", FIELD));
        }
        if (body.path("lift").asBoolean()) {
            arguments.add("--lift");
        }
        decide(ctx, arguments);
    }

    void forget(Context ctx) throws IOException {
        var by = by(ctx);
        decide(ctx, List.of("forget", path(ctx, "delivery", NUMBER), reason(body(ctx)), by));
    }

    private String by(Context ctx) {
        return "--by=Schlüssel " + door.admitOperator(ctx).key();
    }

    private void decide(Context ctx, List<String> arguments) {
        var outcome = operations.carryOut(arguments);
        if (!outcome.done()) {
            throw Refusal.problem(422, "nicht-ausgefuehrt", outcome.text());
        }
        send(ctx, CanonicalJson.mapper().createObjectNode().put("done", true).put("text", outcome.text()));
    }

    private JsonNode body(Context ctx) throws IOException {
        try {
            var bytes = ctx.req().getInputStream().readNBytes(LONGEST);
            return CanonicalJson.mapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            throw Refusal.problem(422, "angaben", t.of("problem.json"));
        }
    }

    private String reason(JsonNode body) {
        // What begins like an option would be taken for one.
        var reason = body.path("reason").asText("").strip().replaceFirst("^-+", "");
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw Refusal.parameter("reason", t.of("problem.grund", LONGEST_REASON));
        }
        return "--reason=" + reason;
    }

    private String text(JsonNode body, String name, Pattern form) {
        var text = body.path(name).asText("");
        if (!form.matcher(text).matches()) {
            throw Refusal.parameter(name, t.of("problem.angabe", name));
        }
        return text;
    }

    private static String path(Context ctx, String name, Pattern form) {
        var text = ctx.pathParam(name);
        if (!form.matcher(text).matches()) {
            throw Refusal.of(404);
        }
        return text;
    }

    private static void send(Context ctx, ObjectNode json) {
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType(Accept.JSON);
        ctx.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}

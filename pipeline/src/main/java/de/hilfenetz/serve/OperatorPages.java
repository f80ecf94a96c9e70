package de.hilfenetz.serve;

import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Views.OperatorView;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /betrieb}: what waits for the operator's decision, and the forms to decide. Opened only by an operator's key, which a
 * browser asks for as a password and shows with each request; no address is trusted. A form carries a mark that only a page
 * opened by the same key can hold.
 */
final class OperatorPages {

    static final String PATH = "/betrieb";

    private static final int LONGEST = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
    private static final Pattern HELD = Pattern.compile("d?[1-9]\\d{0,8}");
    /** Also at the end of an address that somebody pasted. */
    private static final Pattern RECORD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern ROLE = Pattern.compile("provider|editor");
    private static final Pattern MEMBER = Pattern.compile("[a-zA-Z]{1,40}");
    /** Without these there is no record, or they tell nothing. */
    private static final Set<String> NOT_ALONE =
            Set.of("id", "kind", "name", "feed", "sourceId", "dates", "origin", "licence", "attribution", "protected");

    private final Supplier<Optional<Published>> current;
    private final Journal journal;
    private final Operations operations;
    private final Doorkeeper door;
    private final OperatorLines lines;
    private final Dictionary dictionary;
    private final Pages pages;
    private final Words t;

    OperatorPages(
            Supplier<Optional<Published>> current,
            Inbox inbox,
            Doorkeeper door,
            OperatorLines lines,
            Dictionary dictionary,
            Pages pages,
            Words t) {
        this.current = current;
        journal = inbox.journal();
        operations = inbox.operations();
        this.door = door;
        this.lines = lines;
        this.dictionary = dictionary;
        this.pages = pages;
        this.t = t;
    }

    /** The page. */
    void page(Context ctx) {
        send(ctx, door.admitOperatorByPassword(ctx), null, null, null);
    }

    /** Carries out one decision and shows the page again, beginning with what came of it. */
    void decide(Context ctx) throws IOException {
        var visitor = door.admitOperatorByPassword(ctx);
        if (!door.mark(ctx).equals(ctx.formParam("marke"))) {
            throw Refusal.of(403, t.of("betrieb.marke"));
        }
        switch (Objects.requireNonNullElse(ctx.formParam("was"), "")) {
            case "answered" -> tell(ctx, visitor, deleteLetter(ctx), null);
            case "ask-withdraw" -> send(ctx, visitor, null, null, withdrawal(ctx));
            case "ask-forget" -> askToForget(ctx, visitor);
            default -> tell(ctx, visitor, operations.carryOut(arguments(ctx, visitor)), t.markGerman());
        }
    }

    private void tell(Context ctx, Doorkeeper.Visitor visitor, Operations.Outcome outcome, @Nullable String language) {
        if (!outcome.done()) {
            ctx.status(422);
        }
        send(ctx, visitor, outcome, language, null);
    }

    private OperatorView.Confirmation withdrawal(Context ctx) {
        var id = record(ctx);
        var choices = new ArrayList<Views.Option>();
        choices.add(new Views.Option("", t.of("betrieb.zurueckziehen.alles"), true));
        var facts = new ArrayList<String>();
        try (var snapshot = journal.snapshot()) {
            var version = snapshot.find(UUID.fromString(id));
            facts.add(version.map(found -> t.of(
                            "betrieb.zurueckziehen.eintrag",
                            t.of("eintrag." + found.kind().path()),
                            found.entry().name().best(t.tag()),
                            found.entry().feed()))
                    .orElseGet(() -> t.of("betrieb.zurueckziehen.keiner", id)));
            version.ifPresent(found -> CanonicalJson.tree(found.json())
                    .fieldNames()
                    .forEachRemaining(member -> {
                        if (!NOT_ALONE.contains(member)) {
                            choices.add(new Views.Option(member, label(found.kind(), member), false));
                        }
                    }));
        }
        facts.add(t.of("betrieb.zurueckziehen.folge"));
        return new OperatorView.Confirmation(
                t.of("betrieb.zurueckziehen.sicher"),
                facts,
                choices,
                new TreeMap<>(Map.of("was", "withdraw", "datensatz", id, "grund", said(ctx, "grund"))),
                t.of("betrieb.zurueckziehen.ja"));
    }

    private String label(Kind kind, String member) {
        return dictionary
                .findField(kind.json(), member)
                .map(Dictionary.Field::title)
                .orElse(member);
    }

    private void askToForget(Context ctx, Doorkeeper.Visitor visitor) {
        var number = field(ctx, "nummer", NUMBER);
        var reason = said(ctx, "grund");
        Delivery delivery;
        try {
            delivery = journal.getDelivery(Integer.parseInt(number));
        } catch (IllegalArgumentException unknown) {
            tell(ctx, visitor, new Operations.Outcome(false, t.of("betrieb.vergessen.fehlt", number)), null);
            return;
        }
        var facts = List.of(
                t.of(
                        "betrieb.vergessen.lieferung",
                        delivery.id(),
                        delivery.feed(),
                        t.moment(delivery.received()).text(),
                        t.size(delivery.bytes())),
                t.of("betrieb.vergessen.zahl", journal.records(delivery).size()),
                t.of("betrieb.vergessen.folge"));
        send(
                ctx,
                visitor,
                null,
                null,
                new OperatorView.Confirmation(
                        t.of("betrieb.vergessen.sicher"),
                        facts,
                        List.of(),
                        new TreeMap<>(Map.of("was", "forget", "nummer", number, "grund", reason)),
                        t.of("betrieb.vergessen.ja")));
    }

    private Operations.Outcome deleteLetter(Context ctx) throws IOException {
        var done = journal.letters().delete(Objects.requireNonNullElse(ctx.formParam("nummer"), ""));
        return new Operations.Outcome(done, t.of(done ? "betrieb.brief.weg" : "betrieb.brief.fehlt"));
    }

    private List<String> arguments(Context ctx, Doorkeeper.Visitor visitor) {
        var by = "--by=Schlüssel " + visitor.key();
        var key = "--key=" + visitor.key();
        return switch (Objects.requireNonNullElse(ctx.formParam("was"), "")) {
            case "confirm" -> List.of("confirm", field(ctx, "nummer", NUMBER));
            case "discard" -> List.of("discard", field(ctx, "nummer", NUMBER));
            case "release" -> List.of("quarantine", "release", field(ctx, "nummer", HELD), reason(ctx), by);
            case "retry" -> List.of("quarantine", "retry", field(ctx, "nummer", HELD));
            case "same" -> pair(ctx, "same");
            case "different" -> pair(ctx, "different");
            case "search" -> List.of("duplicates", "list");
            case "revoke" -> List.of("keys", "revoke", field(ctx, "nummer", NUMBER));
            case "withdraw" -> withdraw(ctx, by);
            case "forget" -> List.of("forget", field(ctx, "nummer", NUMBER), reason(ctx), by);
            case "address" ->
                List.of(
                        "protect",
                        "release",
                        record(ctx),
                        person(ctx),
                        reason(ctx),
                        "--as=" + field(ctx, "rolle", ROLE),
                        "--until=" + day(ctx),
                        key);
            case "counselling" -> List.of("protect", "counselling", record(ctx), person(ctx), reason(ctx), key);
            default -> throw Refusal.of(400);
        };
    }

    private List<String> pair(Context ctx, String what) {
        return List.of(
                "duplicates", what, field(ctx, "eins", RECORD), field(ctx, "zwei", RECORD), person(ctx), reason(ctx));
    }

    private List<String> withdraw(Context ctx, String by) {
        var all = List.of("withdraw", record(ctx), reason(ctx), by);
        return Objects.requireNonNullElse(ctx.formParam("angabe"), "").isEmpty()
                ? all
                : Stream.concat(all.stream(), Stream.of("--field=" + field(ctx, "angabe", MEMBER)))
                        .toList();
    }

    private String record(Context ctx) {
        var text = Objects.requireNonNullElse(ctx.formParam("datensatz"), "").strip();
        return field("datensatz", text.substring(text.lastIndexOf('/') + 1), RECORD);
    }

    private String field(Context ctx, String name, Pattern form) {
        return field(name, Objects.requireNonNullElse(ctx.formParam(name), "").strip(), form);
    }

    private String field(String name, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw Refusal.of(400, t.of("problem.angabe", name));
        }
        return text;
    }

    private String day(Context ctx) {
        try {
            return LocalDate.parse(Objects.requireNonNullElse(ctx.formParam("bis"), ""))
                    .toString();
        } catch (DateTimeParseException e) {
            throw Refusal.of(400, t.of("problem.angabe", "bis"));
        }
    }

    private String person(Context ctx) {
        return "--person=" + said(ctx, "person");
    }

    private String reason(Context ctx) {
        return "--reason=" + said(ctx, "grund");
    }

    private String said(Context ctx, String name) {
        // What begins like an option would be taken for one.
        var text = Objects.requireNonNullElse(ctx.formParam(name), "").strip().replaceFirst("^-+", "");
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Refusal.of(400, t.of("problem.angabe", name));
        }
        return text;
    }

    private void send(
            Context ctx,
            Doorkeeper.Visitor visitor,
            Operations.@Nullable Outcome outcome,
            @Nullable String language,
            OperatorView.@Nullable Confirmation confirmation) {
        var published = current.get();
        var told = new OperatorView.Told(
                door.mark(ctx),
                outcome == null ? null : outcome.text(),
                language,
                outcome == null || outcome.done(),
                confirmation);
        var view = lines.of(published, pages.today(), visitor.key());
        var frame =
                pages.frame(ctx, published, t.of("betrieb"), t.of("betrieb")).withoutIndex();
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render("betrieb", Map.of("frame", frame, "told", told, "view", view)));
    }
}

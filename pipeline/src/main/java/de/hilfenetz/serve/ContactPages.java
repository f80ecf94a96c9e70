package de.hilfenetz.serve;

import de.hilfenetz.journal.Letters;
import de.hilfenetz.journal.Letters.Letter;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Views.ContactForm;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /kontakt}: the form by which somebody writes to the operator, of a mistake in a record or of a barrier too (§ 10b BGG
 * NRW). Works without scripts, account and mail server; what was written is told back until it is sent, and never shown to
 * anybody but the operator.
 */
final class ContactPages {

    static final String PATH = "/kontakt";

    /** Characters. */
    static final int LONGEST = 4_000;

    private static final int LONGEST_ADDRESS = 200;
    /** By one address. */
    private static final int LETTERS_A_DAY = 20;

    private static final List<String> TOPICS = List.of("fehler", "barriere", "frage", "datenschutz", "anderes");
    private static final Pattern RECORD = Pattern.compile("/(?:angebote|traeger|orte)/[0-9a-f-]{36}");

    private final Supplier<Optional<Published>> current;
    private final Letters letters;
    private final Site site;
    private final Pages pages;
    private final Words t;
    private final Rate rate;

    ContactPages(
            Supplier<Optional<Published>> current,
            Letters letters,
            Site site,
            Pages pages,
            Words t,
            LongSupplier nanos) {
        this.current = current;
        this.letters = letters;
        this.site = site;
        this.pages = pages;
        this.t = t;
        rate = new Rate(LETTERS_A_DAY, Duration.ofDays(1), nanos);
    }

    /** The empty form; {@code ?eintrag=} names the page of a record, {@code ?nummer=} what was received. */
    void form(Context ctx) {
        var number = Objects.requireNonNullElse(ctx.queryParam("nummer"), "");
        if (letters.has(number)) {
            send(ctx, new Letter("", "", "", ""), List.of(), number);
            return;
        }
        var about = Objects.requireNonNullElse(ctx.queryParam("eintrag"), "");
        var topic = Objects.requireNonNullElse(ctx.queryParam("anliegen"), about.isEmpty() ? "" : "fehler");
        send(ctx, new Letter(topic, about, "", ""), List.of(), "");
    }

    /** Takes a letter, or says what is missing and loses nothing of it. */
    void write(Context ctx) throws IOException {
        var about = said(ctx, "eintrag");
        var letter = new Letter(
                said(ctx, "anliegen"),
                RECORD.matcher(about).matches() ? about : "",
                said(ctx, "nachricht"),
                said(ctx, "antwort"));
        var faults = faults(letter);
        if (!faults.isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            send(ctx, letter, faults, "");
            return;
        }
        if (!rate.take(Client.address(ctx))) {
            throw Refusal.of(429);
        }
        try {
            ctx.header("Cache-Control", Answers.NOT_KEPT);
            ctx.redirect(new Query().with("nummer", letters.keep(letter)).on(t.prefix() + PATH), HttpStatus.SEE_OTHER);
        } catch (Letters.Full full) {
            throw Refusal.of(503, t.of("schreiben.voll"));
        }
    }

    private static String said(Context ctx, String field) {
        return Objects.requireNonNullElse(ctx.formParam(field), "").strip();
    }

    /** Each leads to its field. */
    private List<Link> faults(Letter letter) {
        var faults = new ArrayList<Link>();
        if (!TOPICS.contains(letter.topic())) {
            faults.add(new Link(t.of("schreiben.fehlt.anliegen"), "#anliegen"));
        }
        if (letter.text().isEmpty()) {
            faults.add(new Link(t.of("schreiben.fehlt.nachricht"), "#nachricht"));
        } else if (letter.text().length() > LONGEST) {
            faults.add(new Link(
                    t.of(
                            "schreiben.fehlt.kuerzer",
                            t.number(LONGEST),
                            t.number(letter.text().length())),
                    "#nachricht"));
        }
        var answer = letter.answerTo();
        if (!answer.isEmpty()
                && (answer.length() > LONGEST_ADDRESS || !answer.matches("\\S+@\\S+\\.\\S+|[+\\d][\\d /()-]{4,}"))) {
            faults.add(new Link(t.of("schreiben.fehlt.antwort"), "#antwort"));
        }
        return faults;
    }

    private void send(Context ctx, Letter letter, List<Link> faults, String number) {
        var published = current.get();
        var about = about(published, letter.record());
        var title = t.of(number.isEmpty() ? "schreiben" : "schreiben.danke");
        var frame = pages.frame(ctx, published, title, t.of("schreiben.beschreibung"));
        var isPlain = ctx.queryString() == null && faults.isEmpty();
        var form = new ContactForm(
                TOPICS.stream()
                        .map(topic -> new Option(topic, t.of("schreiben." + topic), topic.equals(letter.topic())))
                        .toList(),
                about,
                letter.text(),
                letter.answerTo(),
                faults,
                number,
                t.number(LONGEST),
                site.operator() == null ? null : site.operator().name(),
                number.isEmpty() ? null : t.day(pages.now().plus(Letters.KEPT)));
        var values = new HashMap<String, Object>();
        values.put("frame", isPlain ? frame : frame.withoutIndex());
        values.put("form", form);
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render("kontakt", values));
    }

    /** The record that an address of ours names, if it is public. */
    private static @Nullable Link about(Optional<Published> published, String address) {
        if (published.isEmpty() || !RECORD.matcher(address).matches()) {
            return null;
        }
        var id = address.substring(address.lastIndexOf('/') + 1);
        return published
                .get()
                .directory()
                .find(RecordHandlers.id(id))
                .filter(listed -> Kind.PUBLISHED.contains(listed.kind()))
                .map(listed -> new Link(listed.name(), Hits.path(listed)))
                .orElse(null);
    }

    /** Letters as the operator reads them, oldest first. */
    static List<Views.OperatorView.LetterLine> lines(Letters letters, Words t) {
        try {
            return letters.list().stream()
                    .map(kept -> new Views.OperatorView.LetterLine(
                            kept.number(),
                            t.moment(kept.at()),
                            TOPICS.contains(kept.letter().topic())
                                    ? t.of("schreiben." + kept.letter().topic())
                                    : "",
                            RECORD.matcher(kept.letter().record()).matches()
                                    ? kept.letter().record()
                                    : "",
                            kept.letter().text(),
                            kept.letter().answerTo(),
                            gone(kept.at(), t)))
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Views.When gone(Instant at, Words t) {
        return t.day(at.plus(Letters.KEPT));
    }
}

package de.hilfenetz.serve;

import de.hilfenetz.publish.Round;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Texts;
import de.hilfenetz.serve.Views.Edited;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Said;
import de.hilfenetz.serve.Views.Statement;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What bodies found and what organizations said, each under its own name and day; the only judgements there are. */
final class Statements {

    private final Vocabulary vocabulary;
    private final Words t;
    private final Supplier<LocalDate> today;

    Statements(Vocabulary vocabulary, Words t, Supplier<LocalDate> today) {
        this.vocabulary = vocabulary;
        this.t = t;
        this.today = today;
    }

    /** Entries of a type that everybody may read today. */
    private Stream<Editorial> list(Edition edition, String type) {
        var rounds = edition.rounds();
        var day = today.get();
        return edition.list(type).stream().filter(entry -> rounds.isPublic(entry, day));
    }

    /** How many of a type only partners see today, until the preview of their round ends. */
    int countKept(Edition edition, String type) {
        var rounds = edition.rounds();
        var day = today.get();
        return Math.toIntExact(edition.list(type).stream()
                .filter(entry -> rounds.isAwaited(entry, day))
                .count());
    }

    /** What was found about a life situation, wherever. */
    List<Statement> about(Edition edition, String situation) {
        return list(edition, "bewertung")
                .filter(entry -> entry.content().path("lifeSituation").asText().equals(situation))
                .map(this::assessment)
                .toList();
    }

    /** All planning rounds, the newest first: who took part, and what was agreed. */
    List<Statement> rounds(Published published) {
        return published.edition().list("abstimmung").stream()
                .sorted(Comparator.comparing((Editorial entry) ->
                                entry.content().path("date").asText())
                        .reversed())
                .map(entry -> {
                    var bodies = new ArrayList<String>();
                    entry.content().path("participants").forEach(body -> bodies.add(body.asText()));
                    var said = statement(
                            entry,
                            Edition.line(entry, "title", t.tag(), t).orElseThrow(),
                            "result",
                            String.join(", ", bodies));
                    var about = new ArrayList<Link>();
                    Round.of(entry)
                            .ifPresent(round -> about.add(new Link(
                                    t.of("runde.zahlen", t.day(round.publicOn()).text()), "/" + round.address())));
                    entry.content()
                            .path("services")
                            .forEach(service -> published
                                    .directory()
                                    .find(UUID.fromString(service.asText()))
                                    .ifPresent(listed -> about.add(
                                            new Link(listed.name(), "/angebote/" + service.asText(), t.markGerman()))));
                    return said.with(about);
                })
                .toList();
    }

    /** All assessments. */
    List<Statement> assessments(Edition edition) {
        return list(edition, "bewertung").map(this::assessment).toList();
    }

    /** What was found about some areas, and one life situation or, where that is {@code alle}, any. */
    List<Statement> about(Edition edition, Collection<String> areas, String situation) {
        return list(edition, "bewertung")
                .filter(entry -> areas.contains(entry.content().path("area").asText()))
                .filter(entry -> situation.equals("alle")
                        || situation.equals(
                                entry.content().path("lifeSituation").asText()))
                .map(this::assessment)
                .toList();
    }

    /** What bodies found for a round. */
    List<Statement> of(Edition edition, Round round) {
        return edition.list("bewertung").stream()
                .filter(round::isAbout)
                .map(this::assessment)
                .toList();
    }

    /**
     * What organizations say to the figures of a page.
     *
     * @param path its address without the leading slash
     * @param query what it is asked for; a comment on one choice stands at that choice alone
     */
    List<Statement> comments(Edition edition, String path, @Nullable String query) {
        return edition.list("stellungnahme").stream()
                .filter(entry -> isOn(Editorial.figure(entry.content()), path, query))
                .map(this::comment)
                .toList();
    }

    private static boolean isOn(String figure, String path, @Nullable String query) {
        var asked = figure.substring(Editorial.path(figure).length());
        return Editorial.path(figure).equals(path) && (asked.isEmpty() || asked.equals("?" + query));
    }

    /** What organizations say to the figures of a round. */
    List<Statement> comments(Edition edition, Round round) {
        return edition.list("stellungnahme").stream()
                .filter(round::isAbout)
                .map(this::comment)
                .toList();
    }

    private Statement comment(Editorial entry) {
        return statement(
                entry,
                said(t.of("stellungnahme")),
                "text",
                entry.content().path("organization").asText());
    }

    /** All comments. */
    List<Statement> comments(Edition edition) {
        return list(edition, "stellungnahme")
                .map(entry -> statement(
                        entry,
                        said(t.of("stellungnahme") + ": " + Editorial.figure(entry.content())),
                        "text",
                        entry.content().path("organization").asText()))
                .toList();
    }

    /** What was found about an area, and what organizations say to its figures. */
    List<Statement> in(Edition edition, String area) {
        return Stream.concat(
                        list(edition, "bewertung")
                                .filter(entry ->
                                        entry.content().path("area").asText().equals(area))
                                .map(this::assessment),
                        comments(edition, "gebiete/" + area, null).stream())
                .toList();
    }

    private Statement assessment(Editorial entry) {
        var content = entry.content();
        return statement(
                entry,
                said("%s: %s, %s"
                        .formatted(
                                t.of("bewertung." + content.path("finding").asText()),
                                situation(content.path("lifeSituation").asText()),
                                area(content.path("area").asText()))),
                "text",
                content.path("author").asText());
    }

    /** A heading of ours. */
    private Said said(String heading) {
        return new Said(heading, t.tag(), null);
    }

    private String situation(String notation) {
        return vocabulary
                .find("lebenslage", notation)
                .map(concept -> concept.label(t.tag()))
                .orElse(notation);
    }

    private String area(String number) {
        return vocabulary.areas().find(number).map(area -> area.label(t.tag())).orElse(number);
    }

    /** An entry with its text, who says it and when. */
    Statement statement(Editorial entry, Said heading, String field, String author) {
        var content = entry.content();
        var method = content.path("method").asText("");
        var by = t.of(
                        "redaktion.von",
                        author,
                        t.day(LocalDate.parse(content.path("date").asText())).text())
                + (method.isEmpty() ? "" : " " + t.of("redaktion.verfahren", method));
        var href = content.has("document") ? Web.href(content.path("document").asText()) : null;
        return new Statement(
                heading,
                Edition.text(entry, field, t.tag(), t).orElseGet(() -> new Edited(output -> {}, Texts.GERMAN, null)),
                by,
                href == null ? null : new Link(t.of("redaktion.dokument"), href),
                List.of());
    }
}

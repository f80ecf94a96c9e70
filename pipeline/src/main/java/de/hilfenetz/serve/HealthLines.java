package de.hilfenetz.serve;

import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.FeedStatuses.Sign;
import de.hilfenetz.serve.Views.OperatorView.HealthLine;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How everything does, in words, for the operator's page; nothing of it is kept. */
final class HealthLines {

    /** With less room left, releases and deliveries may soon not find any. */
    private static final long LITTLE_ROOM = 1_000_000_000;

    private final Journal journal;
    private final FeedStatuses statuses;
    private final Words t;

    HealthLines(Journal journal, FeedStatuses statuses, Words t) {
        this.journal = journal;
        this.statuses = statuses;
        this.t = t;
    }

    List<HealthLine> of(Health now, Optional<Published> published, LocalDate today) {
        return List.of(
                new HealthLine(t.of("gesund.gesund"), t.of("gesund.gesund.ja"), true, ""),
                published
                        .map(release -> new HealthLine(
                                t.of("gesund.bereit"),
                                t.of(
                                        "gesund.bereit.ja",
                                        release.release(),
                                        t.moment(release.at()).text()),
                                true,
                                ""))
                        .orElseGet(() -> new HealthLine(t.of("gesund.bereit"), t.of("gesund.bereit.nein"), false, "")),
                queue(),
                unpublished(published),
                new HealthLine(
                        t.of("gesund.abfragen"),
                        now.answering() > 0
                                ? t.of("gesund.abfragen.ja", now.answering())
                                : t.of("gesund.abfragen.nein"),
                        now.answering() > 0,
                        ""),
                new HealthLine(
                        t.of("gesund.platte"),
                        t.of("gesund.platte.frei", t.size(now.freeBytes())),
                        now.freeBytes() >= LITTLE_ROOM,
                        ""),
                feeds(),
                numbers(published, today),
                new HealthLine(
                        t.of("gesund.fragen"),
                        now.troubled().isEmpty()
                                ? t.of("gesund.fragen.ja")
                                : t.of(
                                        "gesund.fragen.nein",
                                        now.troubled().stream().sorted().collect(Collectors.joining(", "))),
                        now.troubled().isEmpty(),
                        "/fragen"));
    }

    private HealthLine queue() {
        var pending = journal.pending();
        var oldest = pending.stream()
                .map(Delivery::received)
                .min(Comparator.naturalOrder())
                .map(t::moment);
        return new HealthLine(
                t.of("gesund.warten"),
                oldest.map(since -> t.of("gesund.warten.zahl", pending.size(), since.text()))
                        .orElseGet(() -> t.of("gesund.warten.keine")),
                true,
                "");
    }

    private HealthLine unpublished(Optional<Published> published) {
        var waiting = journal.number()
                - published.map(release -> release.manifest().journal()).orElse(0L);
        return new HealthLine(
                t.of("gesund.veroeffentlicht"),
                waiting == 0 ? t.of("gesund.veroeffentlicht.ja") : t.of("gesund.veroeffentlicht.nein", waiting),
                waiting == 0,
                "/versionen");
    }

    private HealthLine feeds() {
        var troubled = statuses.all().stream()
                .filter(status -> status.sign() == Sign.BAD || status.sign() == Sign.ATTENTION)
                .map(status -> status.feed().title())
                .toList();
        return new HealthLine(
                t.of("gesund.quellen"),
                troubled.isEmpty()
                        ? t.of("gesund.quellen.ja")
                        : t.of("gesund.quellen.nein", String.join(", ", troubled)),
                troubled.isEmpty(),
                "/liefern/quellen");
    }

    private HealthLine numbers(Optional<Published> published, LocalDate today) {
        var unchecked = published.map(release -> release.directory().crisis()).orElse(List.of()).stream()
                .filter(number -> number.isUnchecked(today))
                .map(Service::name)
                .map(name -> name.best(t.tag()))
                .toList();
        return new HealthLine(
                t.of("gesund.krise"),
                unchecked.isEmpty() ? t.of("gesund.krise.ja") : t.of("gesund.krise.nein", String.join(", ", unchecked)),
                unchecked.isEmpty(),
                "/hilfe");
    }
}

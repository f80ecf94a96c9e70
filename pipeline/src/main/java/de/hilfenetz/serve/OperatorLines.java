package de.hilfenetz.serve;

import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.journal.FeedState;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.PushKey;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.LikelyDuplicate;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.OperatorView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What stands on the operator's page: how everything does, and what waits for a decision. */
final class OperatorLines {

    private static final int RUNS_SHOWN = 20;
    private static final int LINES_SHOWN = 200;

    private final Journal journal;
    private final Supplier<Health> health;
    private final HealthLines lines;
    private final Parts parts;
    private final Words t;

    OperatorLines(Journal journal, Supplier<Health> health, HealthLines lines, Parts parts, Words t) {
        this.journal = journal;
        this.health = health;
        this.lines = lines;
        this.parts = parts;
        this.t = t;
    }

    /** @param key of whoever looks */
    OperatorView of(Optional<Published> published, LocalDate today, int key) {
        var now = health.get();
        var states = journal.feedStates();
        try (var snapshot = journal.snapshot()) {
            return new OperatorView(
                    lines.of(now, published, today),
                    removals(states, snapshot),
                    deliveries(states, RunSummary.State.HELD),
                    deliveries(states, RunSummary.State.BROKEN),
                    held(states),
                    duplicates(snapshot),
                    now.voices().stream().map(voice -> voice(voice, snapshot)).toList(),
                    runs(states),
                    keys(key),
                    ContactPages.lines(journal.letters(), t));
        }
    }

    private List<OperatorView.Removals> removals(List<FeedState> states, Snapshot snapshot) {
        var removals = new ArrayList<OperatorView.Removals>();
        for (var state : states) {
            for (var run : journal.parked(state.feed())) {
                var ids = journal.listParkedRemovals(run.id());
                removals.add(new OperatorView.Removals(
                        run.id(),
                        state.feed(),
                        t.moment(run.started()),
                        ids.size(),
                        ids.stream()
                                .limit(LINES_SHOWN)
                                .map(id -> link(id, snapshot))
                                .toList()));
            }
        }
        return removals;
    }

    private Link link(UUID id, Snapshot snapshot) {
        return snapshot.find(id)
                .map(version -> new Link(
                        version.entry().name().best(t.tag()),
                        version.kind() == Kind.EDITORIAL ? "" : Hits.path(version.kind()) + "/" + id))
                .orElseGet(() -> new Link(id.toString(), ""));
    }

    private List<OperatorView.Line> deliveries(List<FeedState> states, RunSummary.State stuck) {
        return states.stream()
                .flatMap(state -> journal.undecided(state.feed(), stuck).stream())
                .map(run -> new OperatorView.Line(
                        "d" + run.delivery(),
                        run.feed(),
                        run.findReason().orElse(""),
                        t.moment(run.started()),
                        true,
                        ""))
                .toList();
    }

    private List<OperatorView.Line> held(List<FeedState> states) {
        return states.stream()
                .flatMap(state -> journal.quarantine(state.feed()).stream())
                .limit(LINES_SHOWN)
                .map(this::line)
                .toList();
    }

    private OperatorView.Line line(HeldRecord held) {
        return new OperatorView.Line(
                Integer.toString(held.id()),
                held.feed(),
                t.place(held.place().toString()) + ": " + String.join(", ", held.rules()),
                t.moment(held.since()),
                RuleCatalogue.canBeWaived(held.rules()),
                hint(held));
    }

    /** Who can do something about it, where nobody may let it through as it is. */
    private String hint(HeldRecord held) {
        if (held.record() != null && RuleCatalogue.mustBeDecided(held.rules())) {
            return t.of("betrieb.held.entscheiden", held.record());
        }
        return held.record() != null && held.rules().stream().anyMatch(RuleCatalogue::protects)
                ? t.of("betrieb.held.geschuetzt", held.record())
                : t.of("betrieb.held.traeger");
    }

    private OperatorView.Voice voice(Ruling ruling, Snapshot snapshot) {
        var missing = ruling.role() == Ruling.Role.PROVIDER ? "editor" : "provider";
        return new OperatorView.Voice(
                ruling.record().toString(),
                link(ruling.record(), snapshot),
                ruling.person(),
                t.of("betrieb.rolle." + ruling.role().name().toLowerCase(Locale.ROOT)),
                missing,
                t.of("betrieb.rolle." + missing),
                t.day(ruling.at()),
                Objects.toString(ruling.until(), ""));
    }

    private List<OperatorView.Pair> duplicates(Snapshot snapshot) {
        var sides = new Sides(snapshot, parts, t);
        return journal.likelyDuplicates().stream()
                .limit(LINES_SHOWN)
                .map(pair -> new OperatorView.Pair(
                        pair.one().toString(),
                        pair.other().toString(),
                        link(pair.one(), snapshot),
                        link(pair.other(), snapshot),
                        reasons(pair),
                        sides.of(pair.one(), pair.other())))
                .toList();
    }

    private String reasons(LikelyDuplicate pair) {
        return t.of(
                "betrieb.gleich",
                pair.reasons().keySet().stream()
                        .map(reason -> t.of("betrieb.gleich." + reason))
                        .collect(Collectors.joining(", ")),
                pair.score());
    }

    private List<OperatorView.RunLine> runs(List<FeedState> states) {
        return states.stream()
                .flatMap(state -> journal.runs(state.feed()).stream())
                .sorted((one, other) -> Integer.compare(other.id(), one.id()))
                .limit(RUNS_SHOWN)
                .map(run -> new OperatorView.RunLine(
                        run.id(),
                        run.delivery(),
                        run.feed(),
                        t.moment(run.started()),
                        t.of("betrieb.zustand." + run.state().name().toLowerCase(Locale.ROOT)),
                        t.of(
                                "betrieb.zaehler",
                                run.counters().received(),
                                run.counters().added() + run.counters().returned(),
                                run.counters().changed(),
                                run.counters().removed(),
                                run.counters().held())))
                .toList();
    }

    private List<OperatorView.KeyLine> keys(int own) {
        return journal.keys().stream()
                .map(key -> new OperatorView.KeyLine(
                        key.id(),
                        key.feed().equals(PushKey.OPERATOR) ? t.of("betrieb.schluessel.betrieb") : key.feed(),
                        t.day(key.created()),
                        key.findLastUsed().map(t::day).orElse(null),
                        key.findRevoked().isPresent(),
                        key.id() == own))
                .toList();
    }
}

package de.hilfenetz.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a feed does, in one word, and since when: computed from what is known of it and the time, nothing else.
 *
 * @param since when it became so; null where nothing ever came and nothing had to
 */
public record FeedHealth(Word word, @Nullable Instant since) {

    /** The words, the worst that holds counts. */
    public enum Word {
        OK("in Ordnung", "ok"),
        NEVER("noch nichts geliefert", "nothing delivered yet"),
        UNCHANGED("ungewöhnlich lange unverändert", "unchanged for unusually long"),
        UNUSUAL("mit ungewöhnlich vielen oder wenigen Einträgen", "with unusually many or few records"),
        WAITING("mit Einträgen, die auf eine Entscheidung warten", "with records that wait for a decision"),
        OVERDUE("überfällig", "overdue"),
        SILENT("verstummt", "silent"),
        HELD("angehalten", "held"),
        FAILED("gescheitert", "failed");

        private final String german;
        private final String english;

        Word(String german, String english) {
            this.german = german;
            this.english = english;
        }

        /** For pages and mails in German. */
        public String german() {
            return german;
        }

        /** For pages and mails in English. */
        public String english() {
            return english;
        }

        /** Whether somebody has to do something. */
        public boolean isTrouble() {
            return this != OK && this != NEVER;
        }

        /** Whether what it last delivered is all public, as far as anybody can tell. */
        public boolean isUpToDate() {
            return switch (this) {
                case OK, UNCHANGED, UNUSUAL, WAITING -> true;
                case NEVER, OVERDUE, SILENT, HELD, FAILED -> false;
            };
        }

        /** Whether it waits for a decision, and not for its provider. */
        public boolean isUndecided() {
            return this == HELD || this == WAITING;
        }
    }

    /**
     * What is known of a feed.
     *
     * @param watched when somebody began to look
     * @param heard when it last gave a sign of life: a delivery, or "nothing new"
     * @param failed since when every look at it or every reading of it failed; null when the last one did not
     * @param held since when a delivery of it, or what is missing in one, waits for somebody; null when none does
     * @param due since when a held record waits too long; null when none does
     * @param history what it delivered before
     */
    public record Facts(
            Instant watched,
            @Nullable Instant heard,
            @Nullable Instant failed,
            @Nullable Instant held,
            @Nullable Instant due,
            History history) {}

    /**
     * What a feed delivered.
     *
     * @param counts how many records each of its complete deliveries had, newest first
     * @param newest when the newest of them came; null where there is none
     * @param changes when something of it changed, newest first
     */
    public record History(List<Long> counts, @Nullable Instant newest, List<Instant> changes) {

        /** Of a feed that delivered nothing. */
        public static final History NONE = new History(List.of(), null, List.of());

        public History {
            counts = List.copyOf(counts);
            changes = List.copyOf(changes);
        }

        /** What the newest delivery is held against: the median of those before it; empty where there are too few. */
        public OptionalLong usual() {
            var before = counts.stream().skip(1).sorted().toList();
            return before.size() < ENOUGH ? OptionalLong.empty() : OptionalLong.of(before.get(before.size() / 2));
        }

        private boolean isUnusual() {
            var usual = usual();
            return usual.isPresent()
                    && usual.getAsLong() >= SMALL
                    && Math.abs(counts.getFirst() - usual.getAsLong()) > ODD * usual.getAsLong();
        }

        /** When it had to change, had it gone on as before: four times the median of the gaps, and a week at least. */
        private Optional<Instant> expectedChange() {
            var gaps = IntStream.range(1, changes.size())
                    .mapToObj(at -> Duration.between(changes.get(at), changes.get(at - 1)))
                    .sorted()
                    .toList();
            if (gaps.size() < ENOUGH) {
                return Optional.empty();
            }
            var patience = gaps.get(gaps.size() / 2).multipliedBy(LONG);
            return Optional.of(changes.getFirst().plus(patience.compareTo(WEEK) < 0 ? WEEK : patience));
        }
    }

    private static final int SILENT_AFTER = 3;
    private static final int ENOUGH = 4;
    private static final int SMALL = 25;
    private static final double ODD = 0.3;
    private static final int LONG = 4;
    private static final Duration WEEK = Duration.ofDays(7);

    /** Overdue after the time in which something was expected, silent after three times that. */
    public static FeedHealth of(@Nullable Duration expect, Facts facts, Instant now) {
        if (facts.failed != null) {
            return new FeedHealth(Word.FAILED, facts.failed);
        }
        if (facts.held != null) {
            return new FeedHealth(Word.HELD, facts.held);
        }
        var last = facts.heard == null ? facts.watched : facts.heard;
        if (expect != null && isPast(last, expect.multipliedBy(SILENT_AFTER), now)) {
            return new FeedHealth(Word.SILENT, last);
        }
        if (expect != null && isPast(last, expect, now)) {
            return new FeedHealth(Word.OVERDUE, last);
        }
        if (facts.due != null && !now.isBefore(facts.due)) {
            return new FeedHealth(Word.WAITING, facts.due);
        }
        var history = facts.history;
        if (history.isUnusual()) {
            return new FeedHealth(Word.UNUSUAL, history.newest);
        }
        if (history.expectedChange().filter(now::isAfter).isPresent()) {
            return new FeedHealth(Word.UNCHANGED, history.changes.getFirst());
        }
        return new FeedHealth(facts.heard == null ? Word.NEVER : Word.OK, facts.heard);
    }

    private static boolean isPast(Instant last, Duration wait, Instant now) {
        return Duration.between(last, now).compareTo(wait) > 0;
    }
}

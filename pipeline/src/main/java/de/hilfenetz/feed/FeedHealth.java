package de.hilfenetz.feed;

import java.time.Duration;
import java.time.Instant;
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
    }

    /**
     * What is known of a feed.
     *
     * @param watched when somebody began to look
     * @param heard when it last gave a sign of life: a delivery, or "nothing new"
     * @param failed since when every look at it or every reading of it failed; null when the last one did not
     * @param held since when its newest delivery waits for somebody; null when none does
     */
    public record Facts(
            Instant watched,
            @Nullable Instant heard,
            @Nullable Instant failed,
            @Nullable Instant held) {}

    private static final int SILENT_AFTER = 3;

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
        return new FeedHealth(facts.heard == null ? Word.NEVER : Word.OK, facts.heard);
    }

    private static boolean isPast(Instant last, Duration wait, Instant now) {
        return Duration.between(last, now).compareTo(wait) > 0;
    }
}

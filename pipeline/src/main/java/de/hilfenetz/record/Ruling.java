package de.hilfenetz.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person's word on one question about a record. It outlives deliveries: none of them makes one, none takes one back.
 * Later words on the same question by the same role count instead of earlier ones.
 *
 * @param other the record it is compared with; null where the question is about one record
 * @param until last day it holds; null without end
 * @param key the operator's key by which it was said; null at the machine itself
 * @param at when it was said
 */
public record Ruling(
        UUID record,
        @Nullable UUID other,
        Question question,
        boolean yes,
        Role role,
        String person,
        String reason,
        @Nullable LocalDate until,
        @Nullable Integer key,
        Instant at) {

    public Ruling {
        if (person.isBlank()) {
            throw new IllegalArgumentException("Wer entscheidet? Bitte --person NAME angeben.");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Warum? Bitte --reason GRUND angeben.");
        }
        if (question == Question.RELEASE_PLACE && yes && until == null) {
            throw new IllegalArgumentException("Eine Freigabe braucht ein Ende: Bitte --until JJJJ-MM-TT angeben.");
        }
        if (question.isAboutTwo() != (other != null)) {
            throw new IllegalArgumentException("the question " + question + " has the wrong number of records");
        }
    }

    /** What is asked. */
    public enum Question {
        /** May the address of this protected place be public? Needs two persons (SP-3). */
        RELEASE_PLACE,
        /** Is this a public counselling centre rather than a refuge? */
        COUNSELLING_CENTRE,
        /** Does the provider of a sensitive service agree that its address is public? */
        ADDRESS_CONSENT,
        /** Are these two records the same thing? Yes means: the first stays, the second leads to it. */
        SAME;

        boolean isAboutTwo() {
            return this == SAME;
        }
    }

    /** In which role somebody speaks. */
    public enum Role {
        PROVIDER,
        EDITOR
    }
}

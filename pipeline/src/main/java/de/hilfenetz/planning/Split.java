package de.hilfenetz.planning;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the services of a life situation are told apart by; one at a time. */
public enum Split {
    /** Not at all. */
    ALL("alle", null),
    GENERATION("generation", "generation"),
    /** Gender among them. */
    AUDIENCE("zielgruppe", "zielgruppe"),
    LANGUAGE("sprache", null),
    /** Thresholds at the door. */
    ACCESS("zugang", "zugang"),
    /** Barrier-free features of the place. */
    FEATURE("merkmal", "merkmal"),
    /** When it is open at the place: evenings, weekends, holidays. */
    TIME("zeit", "tageszeit"),
    /** What it rests on: framework contract, grant, statutory task. */
    BASIS("grundlage", "grundlage"),
    /** Level of who pays. */
    FUNDING("finanzierung", "verantwortung");

    /** The value of services that say nothing about it. */
    public static final String UNKNOWN = "unbekannt";

    private final String word;
    private final @Nullable String scheme;

    Split(String word, @Nullable String scheme) {
        this.word = word;
        this.scheme = scheme;
    }

    /** Its word in tables and addresses. */
    public String word() {
        return word;
    }

    /** Whether a service is told apart by where it is, so that each of its places may have another value. */
    public boolean isOfPlace() {
        return this == FEATURE || this == TIME;
    }

    /** Whether its values are questions that each service answers, yes, limited, no or not at all. */
    public boolean isAnswered() {
        return this == ACCESS || this == FEATURE;
    }

    /** The scheme its values are of; empty where there is none. */
    public Optional<String> scheme() {
        return Optional.ofNullable(scheme);
    }

    /** The split called {@code word}. */
    public static Optional<Split> find(String word) {
        for (var split : values()) {
            if (split.word.equals(word)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }
}

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
    FEATURE("merkmal", "merkmal");

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

package de.hilfenetz.journal;

/** What is to become of a run's candidate. */
public sealed interface Decision {

    /** Everything becomes public. */
    record Settle() implements Decision {}

    /** Everything becomes public but the removals, which wait to be confirmed. */
    record Park(String reason) implements Decision {}

    /** Nothing becomes public: the last good state stays. */
    record Hold(String reason) implements Decision {}
}

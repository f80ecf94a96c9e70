package de.hilfenetz.journal;

/** What is to become of a run's candidate. */
public sealed interface Decision {

    /** Everything becomes public. */
    record Settle() implements Decision {}

    /**
     * Everything becomes public but removals, which wait to be confirmed.
     *
     * @param onlyOld whether those alone go on waiting that waited before, and new ones are carried out
     */
    record Park(String reason, boolean onlyOld) implements Decision {

        /** All removals wait. */
        public Park(String reason) {
            this(reason, false);
        }
    }

    /** Nothing becomes public: the last good state stays. */
    record Hold(String reason) implements Decision {}
}

package de.hilfenetz.query;

/**
 * What is known of an answer before its first byte.
 *
 * @param release the answer is made of
 */
public record Head(String mediaType, String release, State state) {

    /** How much of the answer follows. */
    public enum State {
        /** All of it. */
        COMPLETE,
        /** The first rows, as was asked for. */
        TRUNCATED,
        /** All of it, if the connection ends in order; an answer that fails is broken off. */
        STREAMED
    }
}

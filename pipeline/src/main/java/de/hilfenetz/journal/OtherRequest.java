package de.hilfenetz.journal;

/** The name of a request was given before, to one that said something else. */
public final class OtherRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OtherRequest(String request) {
        super("the request name " + request + " was used for another delivery", null, false, false);
    }
}

package de.hilfenetz.query;

import java.io.IOException;

/** Answers queries. */
public interface Answering {

    /**
     * Evaluates and writes the answer.
     *
     * @throws SparqlProblem when there is no answer; nothing was sent unless it is {@link SparqlProblem.Broken}
     * @throws IOException from the receiver's stream
     */
    void answer(Request request, Receiver receiver) throws SparqlProblem, IOException;
}

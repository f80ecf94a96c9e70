package de.hilfenetz.serve;

import java.util.List;

/** Carries out what an operator decides, one decision after the other, while nothing else is processed. */
public interface Operations {

    /** Does what the command line would do with these arguments. */
    Outcome carryOut(List<String> arguments);

    /**
     * How it ended.
     *
     * @param text in words, for the operator
     */
    record Outcome(boolean done, String text) {}
}

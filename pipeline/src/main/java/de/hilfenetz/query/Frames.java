package de.hilfenetz.query;

/** What goes through the pipes between this process and one that answers, each begun by one of these bytes. */
final class Frames {

    /** To the worker: release, file of everything, file of the vocabulary. */
    static final int LOAD = 'L';
    /** To the worker: release, what is gone of the graph it has, what has come. */
    static final int CHANGE = 'C';
    /** To the worker: text, media type, rows, partial, milliseconds. */
    static final int ASK = 'Q';

    /** From the worker: loaded; its contents. */
    static final int LOADED = 'R';
    /** From the worker: could not be loaded; why. */
    static final int FAILED = 'F';
    /** From the worker: media type, release and state of an answer. */
    static final int BEGIN = 'B';
    /** From the worker: some bytes of it. */
    static final int DATA = 'D';
    /** From the worker: the answer has ended well. */
    static final int END = 'E';
    /** From the worker: there is no answer; kind, German and English reason. */
    static final int PROBLEM = 'P';

    private Frames() {}
}

package de.hilfenetz.read;

import de.hilfenetz.finding.Finding;

/**
 * One record that cannot be taken over although the file around it can be read: a field twice, a text without end. Thrown when
 * the record's tree is asked for; the record is to be held with {@link #finding()}, its neighbours go on.
 */
public final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    UnreadableRecord(Finding finding) {
        super(finding.place() + ": " + finding.german());
        this.finding = finding;
    }

    /** What was found and where; of severity error. */
    public Finding finding() {
        return finding;
    }
}

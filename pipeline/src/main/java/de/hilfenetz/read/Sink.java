package de.hilfenetz.read;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.RawRecord;
import java.util.List;

/** Takes what is read, in the order of the file. */
public interface Sink {

    /**
     * Takes one record. Its tree can be asked for only until this method returns; {@link RawRecord#parse()} then throws
     * {@link UnreadableRecord} if the record holds something that cannot be taken over.
     *
     * @param findings what reading found about this record; one of severity error holds it
     */
    void accept(RawRecord record, List<Finding> findings);

    /** Takes a remark about a file as a whole: what was detected, what was skipped. */
    void note(Finding finding);
}

package de.hilfenetz.journal;

import de.hilfenetz.finding.Finding;
import java.io.IOException;

/** Bytes came that must not be kept. That they came, and why they are gone, stands in the journal as a run that broke off. */
public final class RefusedDelivery extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    RefusedDelivery(Finding finding) {
        super(finding.place() + ": " + finding.german());
        this.finding = finding;
    }

    /** What was found and where, without a value of the delivery. */
    public Finding finding() {
        return finding;
    }
}

package de.hilfenetz.intake;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.read.Sink;
import de.hilfenetz.record.RawRecord;
import java.time.Instant;
import java.util.List;

/** Reads a delivery only for what must stay secret; keeps and tells nothing. */
final class Learning implements Sink {

    private final Normaliser normaliser;
    private final Stages stages;
    private final Guard guard;
    private final Instant delivered;

    Learning(Normaliser normaliser, Stages stages, Guard guard, Instant delivered) {
        this.normaliser = normaliser;
        this.stages = stages;
        this.guard = guard;
        this.delivered = delivered;
    }

    @Override
    public void note(Finding finding) {}

    @Override
    public void accept(RawRecord raw, List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            return;
        }
        try {
            var drafts = normaliser.normalise(raw, raw.parse().get(), delivered);
            drafts.forEach(draft -> stages.concepts().apply(draft.json(), raw.place(), new Findings()));
            guard.learn(drafts.stream().map(Draft::json).toList());
        } catch (RuntimeException | StackOverflowError held) {
            return; // its processing says why; the records after it are to be learnt all the same
        }
    }
}

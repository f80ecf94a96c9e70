package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;

/** Intakes as the product makes them, without polygons. */
public final class IntakeFixture {

    private IntakeFixture() {}

    /** One that knows nothing secret yet. */
    public static Intake over(Journal journal, Vocabulary vocabulary) throws IOException {
        return over(journal, vocabulary, new ConfidentialValues());
    }

    static Intake over(Journal journal, Vocabulary vocabulary, ConfidentialValues secret) throws IOException {
        return new Intake(
                journal,
                new Schemas(),
                new Concepts(vocabulary),
                Districts.load(null, vocabulary.areas()),
                new RecordShapes(vocabulary),
                secret,
                Sha256.of("rules".getBytes(UTF_8)));
    }
}

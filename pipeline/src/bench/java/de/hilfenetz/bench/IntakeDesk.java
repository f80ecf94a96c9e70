package de.hilfenetz.bench;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.DeliveryKey;
import de.hilfenetz.journal.DeliveryStore;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** An empty journal with the intake before it. */
record IntakeDesk(Journal journal, Intake intake) implements AutoCloseable {

    /** One in a new folder below {@code folder}. */
    static IntakeDesk open(Path folder) throws IOException {
        var random = new SecureRandom();
        var data = folder.resolve("data" + System.nanoTime());
        Files.createDirectories(data);
        var key = DeliveryKey.readOrCreate(folder.resolve("key"), random);
        var journal = Journal.open(data, DeliveryStore.open(data, key, random), Clock.systemUTC(), Intake.inspection());
        var vocabulary = Vocabulary.load();
        var intake = new Intake(
                journal,
                new Schemas(),
                new Concepts(vocabulary),
                Districts.load(null, vocabulary.areas()),
                new RecordShapes(vocabulary),
                new ConfidentialValues(),
                Sha256.of(new byte[0]));
        return new IntakeDesk(journal, intake);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}

package de.hilfenetz;

import de.hilfenetz.intake.Taxonomy;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.EditedConcept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The concepts that editors keep, over those of {@code vocab/}: new ones, names, translations and providers' words, while
 * everything runs. Used by the processing thread alone.
 */
final class EditedTaxonomy {

    private static final Logger LOG = LoggerFactory.getLogger(EditedTaxonomy.class);

    private final Journal journal;
    private final Vocabulary vocabulary;
    private long adopted = -1;

    EditedTaxonomy(Journal journal, Vocabulary vocabulary) {
        this.journal = journal;
        this.vocabulary = vocabulary;
    }

    /** Makes the vocabulary say what editors have published by now; what it cannot take must not keep the rest from running. */
    void adopt() {
        var concepts = new ArrayList<EditedConcept>();
        try (var snapshot = journal.snapshot()) {
            if (snapshot.number() == adopted) {
                return;
            }
            adopted = snapshot.number();
            snapshot.forEach(Kind.EDITORIAL, version -> {
                if (version.entry() instanceof Editorial entry && entry.type().equals("concept")) {
                    concepts.add(Taxonomy.read(entry.content()));
                }
            });
        }
        try {
            if (vocabulary.adopt(concepts)) {
                LOG.info("{} Begriffe der Redaktion gelten / concepts of editors in force", concepts.size());
            }
        } catch (RuntimeException ours) {
            LOG.error("the concepts of editors cannot be adopted; those adopted last stay in force", ours);
        }
    }
}

package de.hilfenetz.graph;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.util.List;
import org.apache.jena.graph.GraphMemFactory;

/**
 * Holds the triples of one record against {@code vocab/record.shapes.ttl}: what CPSV-AP 3.2.0 and our own rules demand of it
 * alone. Whether what it points to is what it should be, only a whole release can show ({@link ReleaseShapes}). Thread-safe.
 */
public final class RecordShapes {

    /** The record would be described in a way that others may not rely on. */
    public static final Rule BROKEN = Rule.error(
            "beschreibung-regelwidrig",
            "Aus diesem Datensatz entstünde eine Beschreibung, die gegen eine Regel verstößt: {message} Bitte die Angaben dazu"
                    + " prüfen.",
            "This record would give a description that breaks a rule: {message} Please check what was said about it.");

    private static final URI ANY_BASE = URI.create(Vocabulary.PLACEHOLDER);

    private final Crosswalk crosswalk;
    private final ShapeFile shapes = ShapeFile.load("record", ANY_BASE);

    public RecordShapes(Vocabulary vocabulary) {
        crosswalk = new Crosswalk(ANY_BASE, vocabulary);
    }

    /** The rules this check can report. */
    public static List<Rule> rules() {
        return List.of(BROKEN);
    }

    /** Adds a finding for each shape that the graph of {@code entry} breaks. */
    public void check(Entry entry, Place place, Findings findings) {
        var graph = GraphMemFactory.createDefaultGraphSameTerm();
        crosswalk.describe(entry, graph::add);
        for (var breach : shapes.check(graph)) {
            findings.add(Finding.of(BROKEN, place, null, null).with("message", breach.german()));
        }
    }
}

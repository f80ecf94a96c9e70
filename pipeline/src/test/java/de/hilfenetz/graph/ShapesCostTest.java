package de.hilfenetz.graph;

import de.hilfenetz.finding.Findings;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Vocabulary;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ShapesCostTest {
    @Test
    void cost() {
        var shapes = new RecordShapes(Vocabulary.load());
        var entries = java.util.List.of(Examples.service(), Examples.organization(), Examples.location());
        for (var round = 0; round < 6; round++) {
            for (var entry : entries) {
                var before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (var i = 0; i < 1000; i++) {
                    shapes.check(entry, new Place("a", 1, 0, null), new Findings());
                }
                System.out.println("COST " + round + " " + entry.kind() + " "
                        + (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1000 / 1000
                        + " us");
            }
        }
    }
}

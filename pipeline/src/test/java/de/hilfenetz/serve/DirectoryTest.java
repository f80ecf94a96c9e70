package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Lines.Facet;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages list, gone on from release to release, is what is read anew. */
class DirectoryTest {

    private static final List<String> QUARTERS = List.of("011", "036", "081");
    private static final List<String> WORDS = List.of("bilk", "schuld", "verband", "neu", "altstadt", "ort");

    @Test
    void takesOverWhatStayed() {
        var random = new Random(11);
        var entries = new ArrayList<Entry>(
                List.of(Records.organization(), Records.location(), Records.service(), Records.shelter()));
        try (var town = new Town().withoutNewWorkbooks().deliverOnly(entries.toArray(Entry[]::new))) {
            for (var step = 0; step < 25; step++) {
                change(entries, random, step);
                town.deliverOnly(entries.toArray(Entry[]::new));
                var now = town.publication().get().orElseThrow();
                var anew = anew(town, now.manifest());

                assertThat(told(now)).as("step %d", step).isEqualTo(told(anew));
            }
        }
    }

    private static void change(List<Entry> entries, Random random, int step) {
        var name = "Neu " + step;
        switch (random.nextInt(6)) {
            case 0 -> entries.set(0, Records.organization(json -> name(json, name)));
            case 1 ->
                entries.set(1, Records.location(json -> {
                    name(json, "Ort " + step);
                    ((ObjectNode) json.get("area")).put("quarter", QUARTERS.get(random.nextInt(QUARTERS.size())));
                    ((ObjectNode) json.get("features")).put("stufenloser-eingang", random.nextBoolean() ? "yes" : "no");
                }));
            case 2 -> entries.set(2, Records.service(json -> name(json, name)));
            case 3 ->
                entries.add(
                        Records.service(name, json -> json.putArray("languages").add("fr")));
            case 4 -> {
                if (entries.size() > 4) {
                    entries.remove(4 + random.nextInt(entries.size() - 4));
                }
            }
            default -> entries.add(Records.service(name, json -> json.remove("organization")));
        }
    }

    private static void name(ObjectNode json, String name) {
        json.putObject("name").put("de", name);
    }

    private static Published anew(Town town, Manifest manifest) {
        var publication = new Publication(town.journal(), none -> {}, Vocabulary.load());
        publication.publish(manifest);
        return publication.get().orElseThrow();
    }

    /** All that pages ask of it. */
    private static List<Object> told(Published published) {
        var directory = published.directory();
        var told = new ArrayList<Object>();
        for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
            told.add(directory.list(kind));
            Stream.of(Facet.values()).forEach(facet -> told.add(directory.count(kind, facet)));
            WORDS.forEach(word ->
                    told.add(directory.select(kind, Filter.of(List.of(word))).all()));
        }
        Stream.of(Records.ORGANIZATION, Records.LOCATION, Records.SERVICE, new UUID(1, 1))
                .forEach(id -> {
                    told.add(directory.find(id));
                    told.add(directory.servicesOf(id));
                    told.add(directory.servicesAt(id));
                });
        told.add(List.copyOf(published.figures().inventory().offers()));
        told.add(published.figures().inventory().findSpot(Records.LOCATION));
        return told;
    }
}

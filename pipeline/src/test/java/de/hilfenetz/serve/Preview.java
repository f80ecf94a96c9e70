package de.hilfenetz.serve;

import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Starts the site with records for tests, to be looked at. */
public final class Preview {

    private Preview() {}

    public static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        var published = arguments.length > 1 ? Optional.<Published>empty() : Optional.of(published(entries()));
        new Server(
                        () -> published,
                        Site.demonstration(URI.create("http://localhost:" + port + "/")),
                        Vocabulary.load(),
                        Clock.systemUTC())
                .create()
                .start("127.0.0.1", port);
    }

    static Published published(List<Entry> entries) {
        Map<UUID, Entry> byId = entries.stream()
                .collect(Collectors.toMap(Entry::id, entry -> entry, (one, other) -> one, LinkedHashMap::new));
        var labels = new Labels(Vocabulary.load());
        var directory = Directory.read(
                (kind, out) ->
                        entries.stream().filter(entry -> entry.kind() == kind).forEach(out),
                labels);
        return new Published(
                "2026-11-22.3",
                Instant.parse("2026-11-22T08:30:00Z"),
                7,
                directory,
                id -> Optional.ofNullable(byId.get(id)),
                id -> Optional.empty(),
                List.of());
    }

    private static List<Entry> entries() {
        var entries = new ArrayList<Entry>(
                List.of(Records.service(), Records.organization(), Records.location(), Records.shelter()));
        var names = List.of(
                "Ämterlotsen",
                "Öffentlicher Mittagstisch",
                "Trauercafé",
                "Jugendtreff",
                "Suchtberatung",
                "Pflegestützpunkt",
                "Sprachkurs",
                "Kleiderkammer",
                "Notschlafstelle",
                "Hebammensprechstunde");
        for (var i = 0; i < 60; i++) {
            var number = i;
            entries.add(Records.service(json -> {
                json.put("id", Records.id("s" + number).toString());
                json.set("name", Records.text(names.get(number % 10) + " " + (number + 1)));
            }));
        }
        return entries;
    }
}

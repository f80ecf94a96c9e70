package de.hilfenetz.serve;

import de.hilfenetz.record.Entry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Starts the site with records for tests, to be looked at: {@code Preview 8080}, {@code Preview 8080 leer}. */
public final class Preview {

    private Preview() {}

    public static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        var base = URI.create("http://localhost:" + port + "/");
        var town = new Town(base);
        if (arguments.length == 1) {
            town.deliver(entries());
        }
        town.server(Site.demonstration(base)).create().start("127.0.0.1", port);
    }

    private static Entry[] entries() {
        var entries = new ArrayList<Entry>(
                List.of(Records.organization(), Records.location(), Records.service(), Records.shelter()));
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
            entries.add(Records.service(names.get(i % 10) + " " + (i + 1), json -> {}));
        }
        entries.add(Records.service("Nummer gegen Kummer", json -> {
            json.put("feed", "krisennummern");
            json.withArray("contacts")
                    .removeAll()
                    .addObject()
                    .putArray("phones")
                    .addObject()
                    .put("number", "116 111");
        }));
        return entries.toArray(Entry[]::new);
    }
}

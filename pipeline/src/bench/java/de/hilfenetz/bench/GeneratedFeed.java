package de.hilfenetz.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A feed of invented services, each about 2.8 KB of JSON in a provider's own words, with a mapping beside it. The same size
 * and revision give the same bytes.
 */
final class GeneratedFeed {

    /** Places that the services share. */
    static final int PLACES = 500;

    private static final String[] QUARTERS = {"Bilk", "Eller", "Altstadt", "Oberkassel", "Rath", "Benrath", "Gerresheim"
    };
    private static final String[] TOPICS = {
        "Schuldnerberatung",
        "Pflegeberatung",
        "Sprachkurs",
        "Suchtberatung",
        "Elterncafé",
        "Kleiderkammer",
        "Trauergruppe"
    };
    private static final String[] LANGUAGES = {
        "Deutsch, Türkisch", "Deutsch; Arabisch", "Deutsch", "Deutsch, Englisch, Polnisch"
    };
    private static final String[] HOURS = {
        "Mo-Fr 9-12 Uhr, Do auch 14-17 Uhr", "montags bis donnerstags 8:30 bis 16 Uhr", "Di 10-18, Mi 10-14"
    };

    private static final String FEED = """
            id: bench
            title: Erzeugter Beispielverband
            organizations: {one: verband}
            format: ndjson
            mapping: bench.jslt
            ids: bench
            deliveries: snapshot
            fetch: {url: "file:lieferung.ndjson", every: PT1H, maxBytes: 4000000000}
            licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
            contact: daten@verband.example.org
            """;

    private static final String MAPPING = """
            if (.typ == "traeger") {
              "kind": "organization", "id": .id, "name": .name, "url": .web
            } else if (.typ == "ort") {
              "kind": "location", "id": .id, "name": .name, "organization": "verband", "address": .adresse,
              "point": {"lat": .geo.lat, "lon": .geo.lon}, "area": {"quarter": .stadtteil}, "features": .barrierefrei
            } else {
              "kind": "service", "id": .id, "name": .name, "description": {"de": .text, "de-simple": .leicht},
              "organization": "verband", "categories": .begriffe, "audiences": .zielgruppe, "languages": .sprachen,
              "cost": .kosten, "hours": .zeiten, "eligibility": {"de": .bedingung}, "procedure": {"de": .ablauf},
              "documents": [for (.unterlagen) {"title": {"de": .}}],
              "contacts": [for (.kontakte) {"role": "desk", "name": {"de": .name}, "phones": .tel, "email": .mail, "url": .www}],
              "at": [{"location": .ort}], "confirmed": .geprueft
            }
            """;

    private GeneratedFeed() {}

    /**
     * Writes feed file, mapping and delivery into {@code folder}.
     *
     * @param changed this many services, spread evenly, differ from those of other revisions
     */
    static void write(Path folder, int services, int changed, int revision) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.yaml"), FEED);
        Files.writeString(folder.resolve("bench.jslt"), MAPPING);
        try (var out = Files.newBufferedWriter(folder.resolve("lieferung.ndjson"), UTF_8)) {
            write(out, services, changed, revision);
        }
        Files.writeString(folder.resolve("lieferung.ndjson.done"), "");
    }

    /** The first revision of the delivery alone. */
    static byte[] delivery(int services) {
        var out = new StringWriter();
        try {
            write(out, services, 0, 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return out.toString().getBytes(UTF_8);
    }

    /** As many bytes, but less said in them: about 60 triples each, which is what the goal for all stages counts on. */
    static byte[] wordyDelivery(int services) {
        return IntStream.range(0, services)
                .mapToObj(GeneratedFeed::wordyService)
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static void write(Writer out, int services, int changed, int revision) throws IOException {
        out.write("{\"typ\": \"traeger\", \"id\": \"verband\", \"name\": \"Beispielverband\","
                + " \"web\": \"https://verband.example.org/\"}\n");
        for (var i = 0; i < PLACES; i++) {
            out.write(place(i));
        }
        var step = changed == 0 ? Integer.MAX_VALUE : Math.max(services / changed, 1);
        for (var i = 0; i < services; i++) {
            out.write(service(i, i % step == step - 1 ? revision : 0));
        }
    }

    private static String place(int i) {
        return """
                {"typ": "ort", "id": "ort-%d", "name": "Beispielhaus %d", "adresse": "Musterweg %d, 402%02d Düsseldorf", \
                "stadtteil": "%s", "geo": {"lat": %s, "lon": %s}, "barrierefrei": "Eingang barrierefrei, Aufzug, Behinderten-WC"}
                """.formatted(
                i, i, i % 90 + 1, i % 40 + 10, QUARTERS[i % QUARTERS.length], 51.18 + i * 1e-4, 6.74 + i * 1e-4);
    }

    private static String service(int i, int revision) {
        var topic = TOPICS[i % TOPICS.length];
        var phone = "0221 4710-%03d".formatted(i % 1000);
        return """
                {"typ": "angebot", "id": "a-%d", "name": "%s Nr. %d", "text": "%s", "leicht": "%s", "begriffe": ["%s", "Beratung"], \
                "zielgruppe": ["Erwachsene", "Familien"], "sprachen": "%s", "kosten": "kostenfrei", "zeiten": "%s", \
                "bedingung": "%s", "ablauf": "%s", "unterlagen": ["Ausweis, falls vorhanden", "Schreiben der Behörde Nr. %d"], \
                "kontakte": [{"name": "Sekretariat %s", "tel": "%s", "mail": "kontakt-%d@verband.example.org", \
                "www": "https://verband.example.org/angebote/%d"}, {"name": "Leitung", "tel": "%s", \
                "mail": "leitung-%d@verband.example.org", "www": "https://verband.example.org/leitung/%d"}], \
                "ort": "ort-%d", "geprueft": "2026-11-%02d"}
                """.formatted(
                i,
                topic,
                i,
                text(topic, i, revision),
                simple(topic),
                topic,
                LANGUAGES[i % LANGUAGES.length],
                HOURS[i % HOURS.length],
                "Das Angebot richtet sich an alle, die in der Stadt wohnen. ".repeat(4),
                "Bitte anrufen oder in die offene Sprechstunde kommen; wir melden uns am nächsten Werktag. ".repeat(4),
                i,
                topic,
                phone,
                i,
                i,
                phone,
                i,
                i,
                i % PLACES,
                i % 28 + 1);
    }

    private static String wordyService(int i) {
        var topic = TOPICS[i % TOPICS.length];
        return """
                {"typ": "angebot", "id": "a-%d", "name": "%s Nr. %d", "text": "%s", "begriffe": ["%s"], "sprachen": "Deutsch", \
                "zeiten": "Mi 10-14 Uhr", "bedingung": "%s", "ablauf": "%s", \
                "kontakte": [{"tel": "0221 4710-%03d", "mail": "kontakt-%d@verband.example.org"}], "ort": "ort-%d"}
                """.formatted(
                i,
                topic,
                i,
                text(topic, i, 0),
                topic,
                "Das Angebot richtet sich an alle, die in der Stadt wohnen. ".repeat(9),
                "Bitte anrufen oder in die offene Sprechstunde kommen; wir melden uns am nächsten Werktag. ".repeat(8),
                i % 1000,
                i,
                i % PLACES);
    }

    private static String text(String topic, int i, int revision) {
        return "%s für Menschen aus dem ganzen Stadtgebiet, Ausgabe %d. ".formatted(topic, revision)
                + "Wir hören zu, klären mit Ihnen die nächsten Schritte und begleiten Sie auf Wunsch zu Ämtern. "
                        .repeat(10)
                + "Gruppe %d trifft sich jede zweite Woche.".formatted(i);
    }

    private static String simple(String topic) {
        return "Sie brauchen Hilfe? Wir helfen Ihnen. Das Angebot heißt: %s. "
                .formatted(topic)
                .repeat(4);
    }
}

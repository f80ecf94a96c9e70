package de.hilfenetz;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.journal.DamagedDelivery;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Waiver;
import de.hilfenetz.journal.Withdrawal;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator decides about held, public and kept data, each carried out at once. While nothing else is processed. */
final class Decisions {

    /** Shorter texts stand in many records. */
    private static final int TELLING = 4;

    private final Installation installation;
    private final Journal journal;

    Decisions(Installation installation) {
        this.installation = installation;
        this.journal = installation.journal();
    }

    /** Deliveries that are held as a whole and that no later one has made pointless. */
    List<RunSummary> heldDeliveries() {
        return undecided(RunSummary.State.HELD);
    }

    /** Deliveries that could not be processed: their bytes are parked. No later one has made them pointless. */
    List<RunSummary> failedDeliveries() {
        return undecided(RunSummary.State.BROKEN);
    }

    private List<RunSummary> undecided(RunSummary.State state) {
        return installation.sources().keySet().stream()
                .flatMap(feed -> journal.undecided(feed, state).stream())
                .toList();
    }

    /**
     * Processes a parked delivery once more, where what kept it from it may be over; newer ones that told only what changed have
     * the last word.
     */
    Report retry(Delivery delivery) throws IOException {
        if (failedDeliveries().stream().noneMatch(run -> run.delivery() == delivery.id())) {
            throw new IllegalArgumentException(
                    "Die Lieferung %d ist nicht (mehr) gescheitert; quarantine list zeigt, was wartet."
                            .formatted(delivery.id()));
        }
        return beforeNewer(delivery, () -> {});
    }

    /**
     * Lets a held record through as it is.
     *
     * @throws IllegalArgumentException where its faults are such that nobody may, with the reason
     */
    void release(HeldRecord listed, String by, String reason, Instant at) throws IOException {
        mustBeWaivable(listed);
        var source = source(listed.feed());
        installation.process(); // by the rules of today, before they change by this word
        var held = find(listed).orElseThrow(() -> new IllegalArgumentException("Der Eintrag wartet nicht mehr."));
        mustBeWaivable(held);
        journal.waive(
                new Waiver(held.feed(), held.delivery(), held.raw(), held.sourceId(), held.rules(), by, reason, at));
        if (journal.getDelivery(held.delivery()).mode() == Feed.Deliveries.DELTA) {
            installation.processAgain(held, source);
        }
        installation.process();
        if (find(held).isPresent()) {
            throw new IllegalArgumentException(
                    "Der Eintrag bleibt zurückgestellt: Nach heutigen Regeln hat er weitere Fehler. quarantine list zeigt sie.");
        }
    }

    private static void mustBeWaivable(HeldRecord held) {
        if (!RuleCatalogue.canBeWaived(held.rules()) || held.sourceId() == null) {
            throw new IllegalArgumentException(
                    ("Dieser Eintrag kann nicht freigegeben werden (%s): Er ist unlesbar, geschützt, zurückgezogen oder spricht für"
                                    + " andere. Nur der Träger kann ihn berichtigen, oder es ist mit „protect“ zu entscheiden.")
                            .formatted(String.join(", ", held.rules())));
        }
    }

    /** The same raw record, as it waits now. */
    private Optional<HeldRecord> find(HeldRecord held) {
        return journal.quarantine(held.feed()).stream()
                .filter(still -> still.raw().equals(held.raw()) && Objects.equals(still.sourceId(), held.sourceId()))
                .findFirst();
    }

    /**
     * Lets a delivery through that was held as a whole; its removals are still asked for where they are many. Newer ones that
     * told only what changed have the last word.
     */
    Report release(Delivery delivery, Waiver waiver) throws IOException {
        if (heldDeliveries().stream().noneMatch(run -> run.delivery() == delivery.id())) {
            throw new IllegalArgumentException(
                    "Die Lieferung %d ist nicht (mehr) angehalten; quarantine list zeigt, was wartet."
                            .formatted(delivery.id()));
        }
        var report = beforeNewer(delivery, () -> journal.waive(waiver));
        if (report.state() == Report.State.HELD) {
            throw new IllegalArgumentException("Die Lieferung bleibt angehalten: " + report.reason());
        }
        return report;
    }

    /**
     * Processes a delivery, and once more after it those that came later and are public already: they know better. Answers the
     * report of the first of these that was not taken, else that of the delivery.
     */
    private Report beforeNewer(Delivery delivery, Runnable decided) throws IOException {
        var source = source(delivery.feed());
        var newer = installation.telling(source.feed()).stream()
                .filter(told -> told.id() > delivery.id())
                .sorted(Comparator.comparingInt(Delivery::id))
                .toList();
        for (var told : newer) {
            mustBeThere(told, delivery);
        }
        decided.run();
        return installation.process(delivery, newer, source);
    }

    private void mustBeThere(Delivery newer, Delivery held) throws IOException {
        try (var bytes = journal.open(newer)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (DamagedDelivery gone) {
            throw new IllegalArgumentException(
                    ("Die Lieferung %d ist älter als die Lieferung %d, die schon öffentlich ist und sich nicht mehr lesen lässt:"
                                    + " Altes käme über Neues. Bitte den Träger um eine neue Lieferung.")
                            .formatted(held.id(), newer.id()),
                    gone);
        }
    }

    /**
     * Withdraws a record, or a member of it, from everything that is public and kept.
     *
     * @return names of kept releases that held it; they are emptied with the next release
     */
    List<String> withdraw(Withdrawal said) throws IOException {
        if (said.field() != null
                && Set.of("id", "kind", "name", "feed", "sourceId").contains(said.field())) {
            throw new IllegalArgumentException(
                    "Ohne „%s“ gibt es den Eintrag nicht: Bitte den ganzen Eintrag zurückziehen."
                            .formatted(said.field()));
        }
        if (said.field() != null && !said.lifted()) {
            mustBeThere(said);
        }
        var telling = telling(said);
        installation.process();
        var survivors = journal.survivors(said.record());
        journal.withdraw(said);
        installation.process();
        if (said.lifted()) {
            return List.of();
        }
        installation
                .results()
                .withdraw(
                        journal.number() + " " + said.record(),
                        text -> text.contains(said.record().toString())
                                || survivors.stream().anyMatch(id -> text.contains(id.toString()))
                                || telling.stream().anyMatch(text::contains));
        var held = journal.heldSomethingWithdrawn();
        return installation.releases().list().stream()
                .map(Object::toString)
                .filter(id -> installation
                        .releases()
                        .find(id)
                        .filter(manifest -> held.test(manifest.journal()))
                        .isPresent())
                .toList();
    }

    /** A field that the public record has not would be "withdrawn" without any effect. */
    private void mustBeThere(Withdrawal said) {
        try (var snapshot = journal.snapshot()) {
            var version = snapshot.find(said.record())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Der Datensatz %s ist nicht öffentlich: Bitte den ganzen Eintrag zurückziehen."
                                    .formatted(said.record())));
            var record = CanonicalJson.tree(version.json());
            if (!record.has(said.field())) {
                throw new IllegalArgumentException("Der Datensatz hat kein Feld „%s“, nur: %s."
                        .formatted(said.field(), String.join(", ", (Iterable<String>) record::fieldNames)));
            }
            if (source(version.entry().feed()).feed().deliveries() == Feed.Deliveries.DELTA) {
                throw new IllegalArgumentException(
                        "Diese Datenquelle liefert nur, was sich ändert: Bitte den ganzen Eintrag zurückziehen und den Träger bitten,"
                                + " ihn ohne die Angabe neu zu liefern.");
            }
        }
    }

    /** Forgets a delivery, and goes on from the last complete one before it and what came after; answers how many records were withdrawn. */
    int forget(Delivery delivery, String by, String reason) throws IOException {
        var said = journal.records(delivery);
        var ids = said.stream().map(record -> record.path("id").asText()).collect(Collectors.toSet());
        var telling = telling(said, ids);
        var survivors = journal.survivors(delivery);
        var withdrawn = journal.forget(delivery, by, reason);
        installation
                .results()
                .withdraw(
                        journal.number() + " " + delivery.sha256(),
                        text -> Stream.of(ids.stream(), survivors.stream().map(UUID::toString), telling.stream())
                                .flatMap(texts -> texts)
                                .anyMatch(text::contains));
        for (var source : installation.sources().values()) {
            if (withdrawn > 0 && source.feed().id().equals(delivery.feed())) {
                for (var kept : installation.telling(source.feed())) {
                    installation.process(kept, source);
                }
            }
        }
        return withdrawn;
    }

    private Intake.Source source(String feed) {
        return Optional.ofNullable(installation.sources().get(feed))
                .orElseThrow(() ->
                        new IllegalArgumentException("Die Datenquelle „%s“ ist nicht eingerichtet.".formatted(feed)));
    }

    /** Texts of what is withdrawn that no other public record has: by them it is found in results that somebody kept. */
    private Set<String> telling(Withdrawal said) {
        try (var snapshot = journal.snapshot()) {
            var record = snapshot.find(said.record()).map(version -> (JsonNode) CanonicalJson.tree(version.json()));
            var withdrawn = record.map(json -> said.field() == null ? json : json.path(said.field()));
            return telling(withdrawn.stream().toList(), Set.of(said.record().toString()));
        }
    }

    private Set<String> telling(List<? extends JsonNode> withdrawn, Set<String> ids) {
        var telling = new HashSet<String>();
        withdrawn.forEach(json -> texts(json, telling));
        telling.removeIf(text -> text.length() < TELLING);
        if (telling.isEmpty()) {
            return telling;
        }
        try (var snapshot = journal.snapshot()) {
            for (var kind : Kind.values()) {
                snapshot.forEach(kind, version -> {
                    if (!ids.contains(version.id().toString())) {
                        var others = new HashSet<String>();
                        texts(CanonicalJson.tree(version.json()), others);
                        telling.removeAll(others);
                    }
                });
            }
        }
        return telling;
    }

    private static void texts(JsonNode node, Set<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        } else if (node.isObject()) {
            node.properties().stream()
                    .filter(member -> !Set.of("origin", "dates", "licence", "feed", "sourceId")
                            .contains(member.getKey()))
                    .forEach(member -> texts(member.getValue(), into));
        } else {
            node.forEach(child -> texts(child, into));
        }
    }
}

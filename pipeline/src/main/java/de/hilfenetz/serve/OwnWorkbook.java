package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.RuleCount;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.publish.EntrySheet;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The workbook with what a provider has in public, and why it is not handed out: given back, it is all there is of the
 * provider, so nothing may be lost on the way, least of all the words by which an address is protected.
 */
final class OwnWorkbook {

    private final Inbox inbox;
    private final Receiving receiving;
    private final EntrySheet sheet;
    /** By feed: a workbook is tried once for each state of what is public. */
    private final Map<String, Tried> tried = new ConcurrentHashMap<>();

    private record Tried(long number, Optional<Obstacle> obstacle) {}

    OwnWorkbook(Inbox inbox, Receiving receiving, EntrySheet sheet) {
        this.inbox = inbox;
        this.receiving = receiving;
        this.sheet = sheet;
    }

    /** Why there is no workbook to download. */
    enum Reason {
        /** The feed has a format of its own. */
        FOREIGN("link.ohne-mappe"),
        /** Of what is protected less is public than was delivered. */
        PROTECTED("link.mappe.geschuetzt"),
        /** Its records say more than there are columns for. */
        MORE("link.mappe.mehr"),
        /** A whole delivery is not public yet: nothing of it would be in it. */
        WAITING("link.mappe.wartet"),
        /** Records are held: they are not public, so they would not be in it. */
        HELD("link.mappe.zurueckgestellt");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Key of the text that says so. */
        String words() {
            return words;
        }
    }

    /**
     * What stands in the way of the workbook.
     *
     * @param lost what would be different if it came back untouched
     */
    record Obstacle(Reason reason, List<Trial.Changed> lost) {

        /** Whether a workbook that the provider has can be given all the same. */
        boolean allowsFiles() {
            return reason == Reason.HELD || reason == Reason.WAITING;
        }
    }

    /** Why the feed's provider cannot download its workbook; empty where it can. */
    Optional<Obstacle> obstacle(Intake.Source source) throws IOException {
        var feed = source.feed();
        if (!source.isTemplate()) {
            return Optional.of(new Obstacle(Reason.FOREIGN, List.of()));
        }
        if (isProtected(feed)) {
            return Optional.of(new Obstacle(Reason.PROTECTED, List.of()));
        }
        var more = more(source);
        if (more.isPresent()) {
            return more;
        }
        if (isWaiting(feed)) {
            return Optional.of(new Obstacle(Reason.WAITING, List.of()));
        }
        return held(feed).isEmpty() ? Optional.empty() : Optional.of(new Obstacle(Reason.HELD, List.of()));
    }

    private boolean isWaiting(Feed feed) {
        var journal = inbox.journal();
        return journal.pending().stream().anyMatch(delivery -> delivery.feed().equals(feed.id()))
                || !journal.undecided(feed.id(), RunSummary.State.HELD).isEmpty();
    }

    /** What is held of the feed, but for what was withdrawn. */
    List<HeldRecord> held(Feed feed) {
        return inbox.journal().quarantine(feed.id()).stream()
                .filter(held -> !RuleCatalogue.isWithdrawn(held.rules()))
                .toList();
    }

    private boolean isProtected(Feed feed) {
        var journal = inbox.journal();
        var codes = Stream.concat(
                journal.findings(feed.id()).stream().map(RuleCount::rule),
                journal.quarantine(feed.id()).stream().flatMap(held -> held.rules().stream()));
        if (codes.anyMatch(RuleCatalogue::protects)) {
            return true;
        }
        try (var snapshot = journal.snapshot()) {
            var found = new boolean[1];
            for (var kind : List.of(Kind.SERVICE, Kind.LOCATION)) {
                snapshot.forEach(kind, version -> {
                    var entry = version.entry();
                    found[0] |= entry.feed().equals(feed.id())
                            && ((entry instanceof Service service && service.protectedPlace())
                                    || RuleCatalogue.isProtected(CanonicalJson.tree(version.json())));
                });
            }
            return found[0];
        }
    }

    private Optional<Obstacle> more(Intake.Source source) throws IOException {
        var feed = source.feed();
        var number = inbox.journal().number();
        var known = tried.get(feed.id());
        if (known == null || known.number() != number) {
            known = new Tried(number, lost(source));
            tried.put(feed.id(), known);
        }
        return known.obstacle();
    }

    private Optional<Obstacle> lost(Intake.Source source) throws IOException {
        var rows = rows(source.feed());
        if (rows.isEmpty() && !hasPlaces(source.feed())) {
            return Optional.empty();
        }
        var bytes = new ByteArrayInputStream(bytes(rows));
        var trial = receiving.trying(() ->
                inbox.trials().of(source, Feed.Deliveries.SNAPSHOT, "angebote.xlsx", bytes, Announcement.NONE, true));
        var changes = trial.changes();
        var same = changes != null
                && trial.report().state() == Report.State.SETTLED
                && changes.held() == 0
                && !changes.isAny();
        return same
                ? Optional.empty()
                : Optional.of(new Obstacle(Reason.MORE, changes == null ? List.of() : changes.records()));
    }

    private boolean hasPlaces(Feed feed) {
        try (var snapshot = inbox.journal().snapshot()) {
            var found = new boolean[1];
            snapshot.forEach(
                    Kind.LOCATION, version -> found[0] |= version.entry().feed().equals(feed.id()));
            return found[0];
        }
    }

    /** The workbook. */
    byte[] of(Feed feed) throws IOException {
        return bytes(rows(feed));
    }

    private byte[] bytes(List<EntrySheet.Row> rows) throws IOException {
        var file = Files.createTempFile("hilfenetz", ".xlsx");
        try {
            sheet.write(file, rows);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private List<EntrySheet.Row> rows(Feed feed) {
        var rows = new ArrayList<EntrySheet.Row>();
        try (var snapshot = inbox.journal().snapshot()) {
            snapshot.forEach(Kind.SERVICE, version -> {
                if (version.entry() instanceof Service service && service.feed().equals(feed.id())) {
                    var place = service.at().stream()
                            .findFirst()
                            .flatMap(at -> snapshot.find(at.location()))
                            .map(found -> (Location) found.entry());
                    rows.add(new EntrySheet.Row(service, place.orElse(null)));
                }
            });
        }
        rows.sort(Comparator.comparing(
                        (EntrySheet.Row row) -> row.service().name().best())
                .thenComparing(row -> row.service().sourceId()));
        return rows;
    }
}

package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Opening;
import de.hilfenetz.planning.Presence;
import de.hilfenetz.planning.Quality.Field;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Spot;
import de.hilfenetz.publish.Differences.Difference;
import de.hilfenetz.publish.Differences.What;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The Quartiersblatt: all that is known of one Stadtteil or Stadtbezirk on a sheet to print, and what is not known. */
final class QuarterPages {

    private static final int DAYS_BACK = 90;
    private static final int MOST_CHANGES = 40;
    private static final String STEP_FREE = "stufenloser-eingang";

    private final Sheets sheets;
    private final Releases releases;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final OperatorFigures operator;

    QuarterPages(Sheets sheets, Releases releases) {
        this.sheets = sheets;
        this.releases = releases;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        operator = new OperatorFigures(sheets);
    }

    /** {@code /gebiete/{number}/blatt}. */
    void page(Context ctx) {
        var published = sheets.published();
        var area = vocabulary.areas().find(ctx.pathParam("number")).orElseThrow(() -> Refusal.of(404));
        var number = area.notation();
        var coverage = published.figures().coverage();
        var cell = coverage.cell(number, "alle", Slot.ALL);
        var sections = new ArrayList<Section>();
        sections.add(new Section(t.of("blatt.zahlen"), words.unknown(cell).toArray(String[]::new))
                .with(new Grid(
                        area.label(t.tag()),
                        sheets.head(
                                "planung.mass.angebote",
                                "planung.mass.orte",
                                "planung.mass.stunden",
                                "planung.mass.kapazitaet",
                                "planung.spalte.einzugsgebiet",
                                "planung.spalte.stadtweit"),
                        List.of(List.of(
                                new Box(
                                        words.text(cell, Measure.ANGEBOTE),
                                        words.said(cell, Measure.ANGEBOTE),
                                        null,
                                        PlanningWords.kind(cell)),
                                Box.of(t.number(cell.places())),
                                Box.of(t.number(Math.round(cell.minutes() / 60.0))),
                                Box.of(cell.services() == 0 ? "–" : words.text(cell, Measure.KAPAZITAET)),
                                Box.of(t.number(cell.catchment())),
                                Box.of(t.number(cell.cityWide())))),
                        true)));
        sections.add(offers(published, number));
        sections.add(hours(published, number));
        sections.add(changes(published, number));
        operator.need(published, around(area)).ifPresent(sections::add);
        var said = sheets.statements().in(published.edition(), number);
        if (!said.isEmpty()) {
            sections.add(new Section(t.of("planung.gesagt"), t.of("planung.gesagt.satz")).withStatements(said));
        }
        var sheet = new Sheet(
                t.of("blatt.titel", area.label(t.tag())),
                List.of(
                        new Link(t.of("planung.titel"), "/planung"),
                        new Link(area.label(t.tag()), "/gebiete/" + number)),
                List.of(t.of(
                        "blatt.satz",
                        area.notation(),
                        area.within() == null ? area.label(t.tag()) : words.area(Objects.requireNonNull(area.within())),
                        published.release(),
                        t.day(coverage.week().monday()).text())),
                null,
                sections,
                List.of(new Link(t.of("karte.ganz"), "/daten/versorgung")),
                true);
        sheets.send(ctx, published, sheet);
    }

    /** An area and those around it, the smallest first; the city itself says nothing of one quarter. */
    private List<String> around(Area area) {
        var areas = new ArrayList<String>();
        for (var at = Optional.of(area);
                at.isPresent() && at.get().within() != null;
                at = at.map(Area::within).flatMap(vocabulary.areas()::find)) {
            areas.add(at.get().notation());
        }
        return areas;
    }

    private Section offers(Published published, String area) {
        var inventory = published.figures().inventory();
        var found = new ArrayList<Offer>();
        for (var offer : inventory.offers()) {
            if (!spots(published, offer, area).isEmpty()) {
                found.add(offer);
            }
        }
        GermanOrder.sort(found, Offer::name, offer -> offer.id().toString());
        var rows = new ArrayList<List<Box>>();
        for (var offer : found) {
            var spots = spots(published, offer, area);
            var hours = offer.at().stream()
                    .filter(site -> inventory
                            .findSpot(site.location())
                            .filter(spot -> spot.areas().contains(area))
                            .isPresent())
                    .map(Offer.Site::hours)
                    .toList();
            rows.add(List.of(
                    Box.offer(offer, t),
                    Sheets.provider(published, offer),
                    Box.of(String.join("; ", spots.stream().map(Spot::name).toList())),
                    Box.of(hours(offer, hours)),
                    Box.of(
                            offer.languages().isEmpty()
                                    ? t.of("nicht-gemeldet")
                                    : String.join(
                                            ", ",
                                            offer.languages().stream()
                                                    .map(t::language)
                                                    .toList())),
                    Box.of(answer(spots)),
                    Box.of(
                            offer.confirmed() == null
                                    ? t.of("planung.nie-bestaetigt")
                                    : t.day(offer.confirmed()).text())));
        }
        if (rows.isEmpty()) {
            var cell = published.figures().coverage().cell(area, "alle", Slot.ALL);
            return new Section(t.of("blatt.angebote"), words.said(cell, Measure.ANGEBOTE));
        }
        return new Section(t.of("blatt.angebote"))
                .with(new Grid(
                        t.count("angebote", rows.size()),
                        sheets.head(
                                "planung.angebot",
                                "planung.traeger",
                                "planung.ort",
                                "planung.mass.stunden",
                                "planung.sprache",
                                "blatt.stufenlos",
                                "planung.bestaetigt"),
                        rows,
                        false));
    }

    /** Hours of the week; where there are none, why. */
    private String hours(Offer offer, List<Offer.Timetable> at) {
        var known = at.stream()
                .map(Offer.Timetable::opening)
                .filter(Objects::nonNull)
                .toList();
        if (!known.isEmpty()) {
            var minutes = known.stream().mapToLong(Opening::minutes).sum();
            return minutes == 0 ? t.of("blatt.stunden.andere-wochen") : t.decimal(minutes / 60.0);
        }
        if (at.stream().anyMatch(Offer.Timetable::byAppointment)) {
            return t.of("planung.spalte.vereinbarung");
        }
        return t.of(offer.reported().contains(Field.ZEITEN) ? "blatt.stunden.nicht-gezaehlt" : "nicht-gemeldet");
    }

    private static List<Spot> spots(Published published, Offer offer, String area) {
        var inventory = published.figures().inventory();
        return offer.at().stream()
                .flatMap(site -> inventory.findSpot(site.location()).stream())
                .filter(spot -> spot.areas().contains(area))
                .distinct()
                .toList();
    }

    private String answer(List<Spot> spots) {
        var best = spots.stream()
                .map(spot -> spot.feature(STEP_FREE))
                .min(Answer::compareTo)
                .orElse(Answer.UNKNOWN);
        return switch (best) {
            case YES -> t.of("zugang.ja");
            case LIMITED -> t.of("zugang.eingeschraenkt");
            case NO -> t.of("zugang.nein");
            case UNKNOWN -> t.of("nicht-gemeldet");
        };
    }

    private Section hours(Published published, String area) {
        var presence = Presence.of(
                new Selection(area, "alle", List.of(), null),
                published.figures().inventory(),
                vocabulary);
        var empty = 0;
        for (var hour = 0; hour < 7 * 24; hour++) {
            empty += presence.places().get(hour) == 0 ? 1 : 0;
        }
        var sentences = new ArrayList<String>();
        sentences.add(
                presence.known() == 0
                        ? t.of("wann.nichts")
                        : empty == 0 ? t.of("blatt.immer") : t.of("blatt.niemand", empty));
        words.some("wann.ohne-zeiten", presence.unknown(), presence.known() + (long) presence.unknown())
                .ifPresent(sentences::add);
        return new Section(t.of("wann.titel"), sentences.toArray(String[]::new))
                .withLinks(List.of(new Link(t.of("wann.titel"), "/wann?gebiet=" + area)));
    }

    /** What became of services in the area since the release of some months ago, with the cause. */
    private Section changes(Published published, String area) {
        var now = published.manifest();
        var from = earlier(published);
        if (from.isEmpty()) {
            return new Section(t.of("blatt.geaendert"), t.of("blatt.geaendert.noch-nicht"));
        }
        var rows = new ArrayList<List<Box>>();
        var all = 0;
        try (var before = published.journal().snapshotAt(from.get().journal());
                var after = published.open()) {
            for (var record : releases.differences(from.get(), now).records()) {
                var where = record.what() == What.REMOVED ? before : after;
                if (record.kind() == Kind.SERVICE && isIn(record, where, area) && ++all <= MOST_CHANGES) {
                    rows.add(List.of(
                            Box.of(t.isGerman() ? record.sentence() : record.englishSentence()),
                            Box.of(
                                    t.isGerman()
                                            ? record.cause().german()
                                            : record.cause().english())));
                }
            }
        }
        var since = t.day(from.get().created()).text();
        if (rows.isEmpty()) {
            return new Section(t.of("blatt.geaendert"), t.of("blatt.geaendert.nichts", since));
        }
        return (all > rows.size()
                        ? new Section(t.of("blatt.geaendert"), t.of("blatt.geaendert.mehr", rows.size(), t.number(all)))
                                .withLinks(List.of(new Link(t.of("aenderungen.titel"), "/aenderungen")))
                        : new Section(t.of("blatt.geaendert")))
                .with(new Grid(t.of("blatt.seit", since), sheets.head("blatt.was", "blatt.grund"), rows, false));
    }

    private static boolean isIn(Difference record, de.hilfenetz.journal.Snapshot snapshot, String area) {
        return snapshot.find(record.id())
                .filter(version -> version.entry() instanceof Service service
                        && service.at().stream()
                                .flatMap(at -> snapshot.find(at.location()).stream())
                                .anyMatch(place ->
                                        place.entry() instanceof Location location && isIn(location.area(), area)))
                .isPresent();
    }

    private static boolean isIn(Location.@org.jspecify.annotations.Nullable Area of, String area) {
        return of != null
                && (area.equals(of.quarter()) || area.equals(of.district()) || area.equals(of.wohnquartier()));
    }

    /** The first release with records that is not older than some months, other than today's. */
    private Optional<Manifest> earlier(Published published) {
        var day = published.manifest().release().day().minusDays(DAYS_BACK);
        return releases.list().stream()
                .filter(id -> !id.day().isBefore(day))
                .flatMap(id -> releases.find(id.toString()).stream())
                .filter(manifest -> manifest.counts().getOrDefault(Kind.SERVICE.path(), 0L) > 0)
                .filter(manifest -> manifest.journal() < published.manifest().journal())
                .findFirst();
    }
}

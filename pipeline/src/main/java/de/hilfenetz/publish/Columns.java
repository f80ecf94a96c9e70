package de.hilfenetz.publish;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Basis;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Location.Address;
import de.hilfenetz.record.Location.Area;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Service.AtLocation;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Area.AreaKind;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the flat table, one line each: what a service, its organization and one of its places say. Their names are
 * public and never change silently. Several values in a cell are separated by {@code |}; an empty cell means that nothing was
 * said, {@code unknown} that nobody knows.
 */
final class Columns {

    private static final Pattern WIKIDATA =
            Pattern.compile("https?://www\\.wikidata\\.org/(?:entity|wiki)/(Q[1-9]\\d*)");

    /** One column, what it says and in which form. */
    record Column<T>(String name, CellForm form, Function<T, @Nullable Object> value) {

        Column(String name, Function<T, @Nullable Object> value) {
            this(name, CellForm.TEXT, value);
        }

        Heading heading() {
            return new Heading(name, form);
        }

        /** The cell's text. */
        String of(T row) {
            var said = value.apply(row);
            return said == null ? "" : said.toString();
        }
    }

    /** A service at one place; null where it has none. */
    record Row(Service service, @Nullable AtLocation at) {

        Hours hours() {
            var hours = at == null || at.hours() == null ? service.hours() : at.hours();
            return hours == null ? new Hours(null, null, null) : hours;
        }

        List<Contact> contacts() {
            return at == null || at.contacts().isEmpty() ? service.contacts() : at.contacts();
        }
    }

    private static final List<Column<Row>> SERVICE = List.of(
            new Column<>("angebot_id", CellForm.ID, row -> row.service().id()),
            new Column<>("name", row -> best(row.service().name())),
            new Column<>("name_alternativ", row -> best(row.service().alternateName())),
            new Column<>("beschreibung", row -> best(row.service().description())),
            new Column<>(
                    "beschreibung_leicht", row -> in("de-simple", row.service().description())),
            new Column<>(
                    "status",
                    row -> row.service()
                            .status()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')),
            new Column<>("hinweis_aktuell", row -> best(row.service().alert())),
            new Column<>("traeger_id", CellForm.ID, row -> row.service().organization()),
            new Column<>("zustaendig_id", CellForm.ID, row -> row.service().competentAuthority()),
            new Column<>("themen", CellForm.LIST, row -> list(row.service().topics())),
            new Column<>("lebenslagen", CellForm.LIST, row -> list(row.service().lifeSituations())),
            new Column<>(
                    "generationen", CellForm.LIST, row -> list(row.service().generations())),
            new Column<>("hilfearten", CellForm.LIST, row -> list(row.service().kindsOfHelp())),
            new Column<>("zielgruppen", CellForm.LIST, row -> list(row.service().audiences())),
            new Column<>("kategorien", CellForm.LIST, row -> list(row.service().categories())),
            new Column<>("schlagworte", CellForm.LIST, row -> list(row.service().keywords())),
            new Column<>(
                    "alter_von", CellForm.INTEGER, row -> from(row.service().ages(), Service.Ages::min)),
            new Column<>(
                    "alter_bis", CellForm.INTEGER, row -> from(row.service().ages(), Service.Ages::max)),
            new Column<>("sprachen", CellForm.LIST, row -> list(row.service().languages())),
            new Column<>(
                    "dolmetschen", CellForm.ANSWER, row -> answer(row.service().interpreting())),
            new Column<>("kosten", row -> from(row.service().cost(), cost -> best(cost.text()))),
            new Column<>(
                    "kosten_betrag_eur",
                    CellForm.DECIMAL,
                    row -> from(row.service().cost(), Columns::euro)),
            new Column<>("wartezeit", row -> from(row.service().waitTime(), Columns::wait)),
            new Column<>("voraussetzungen", row -> best(row.service().eligibility())),
            new Column<>(
                    "unterlagen",
                    CellForm.LIST,
                    row -> list(row.service().documents().stream()
                            .map(document -> document.title().best())
                            .toList())),
            new Column<>("ablauf", row -> best(row.service().procedure())),
            new Column<>("zugang", CellForm.LIST, row -> list(row.service().channels())),
            new Column<>(
                    "einzugsgebiet", CellForm.LIST, row -> list(row.service().area())),
            new Column<>("telefon", CellForm.PHONES, row -> phones(row.contacts(), false)),
            new Column<>("fax", CellForm.PHONES, row -> phones(row.contacts(), true)),
            new Column<>("email", CellForm.LIST, row -> contacts(row.contacts(), Contact::email)),
            new Column<>("web", CellForm.LIST, row -> contacts(row.contacts(), Contact::url)),
            new Column<>("oeffnungszeiten", row -> row.hours().osm()),
            new Column<>("oeffnungszeiten_text", row -> row.hours().text()),
            new Column<>(
                    "nach_vereinbarung",
                    CellForm.ANSWER,
                    row -> answer(row.hours().byAppointment())),
            new Column<>("leika", CellForm.LIST, row -> list(row.service().leika())),
            new Column<>("grundlage", CellForm.LIST, row -> kinds(row.service().basis())),
            new Column<>(
                    "rechtsgrundlagen",
                    CellForm.LIST,
                    row -> list(row.service().legalBasis().stream()
                            .map(norm -> norm.title().best())
                            .toList())),
            new Column<>("verantwortung", row -> row.service().responsibility()),
            new Column<>(
                    "finanzierung",
                    CellForm.LIST,
                    row -> list(row.service().funding().stream()
                            .map(Service.Funding::level)
                            .toList())),
            new Column<>("ziele", CellForm.LIST, row -> list(row.service().goals())),
            new Column<>("ziele_zugeordnet_von", row -> from(row.service().goalsAssigned(), Service.GoalStatement::by)),
            new Column<>(
                    "ziele_zugeordnet_am",
                    CellForm.DAY,
                    row -> from(row.service().goalsAssigned(), Service.GoalStatement::on)),
            new Column<>(
                    "wirkung",
                    CellForm.LIST,
                    row -> list(row.service().outcome().stream()
                            .map(Columns::outcome)
                            .toList())),
            new Column<>(
                    "qualitaetsnachweise",
                    CellForm.LIST,
                    row -> list(row.service().quality().stream()
                            .map(Service.Quality::scheme)
                            .toList())),
            new Column<>(
                    "kapazitaet", CellForm.INTEGER, row -> from(row.service().capacity(), Service.Capacity::number)),
            new Column<>("kapazitaet_einheit", row -> from(row.service().capacity(), Service.Capacity::unit)),
            new Column<>("verfuegbarkeit", row -> from(row.service().availability(), Service.Availability::state)),
            new Column<>(
                    "verfuegbarkeit_stand",
                    CellForm.MOMENT,
                    row -> from(row.service().availability(), Service.Availability::at)),
            new Column<>(
                    "verwandte_angebote",
                    CellForm.LIST,
                    row -> list(
                            row.service().related().stream().map(UUID::toString).toList())),
            new Column<>("besteht_seit", CellForm.DAY, row -> row.service().existsSince()),
            new Column<>("endet_am", CellForm.DAY, row -> row.service().endsOn()),
            new Column<>("befristet_bis", CellForm.DAY, row -> row.service().fundedUntil()),
            new Column<>("adresse_vertraulich", row -> row.service().protectedPlace() ? "ja" : "nein"),
            new Column<>("raum", row -> from(row.at(), at -> best(at.room()))));

    private static final List<Column<Entry>> PROVENANCE = List.of(
            new Column<>("quelle", Entry::feed),
            new Column<>("quelle_id", Entry::sourceId),
            new Column<>("quelle_stelle", entry -> from(entry.origin(), Origin::place)),
            new Column<>("geliefert_am", CellForm.MOMENT, entry -> from(entry.dates(), dates -> dates.delivered())),
            new Column<>("geaendert_am", CellForm.MOMENT, entry -> from(entry.dates(), dates -> dates.changed())),
            new Column<>("geprueft_am", CellForm.DAY, entry -> from(entry.dates(), dates -> dates.confirmed())),
            new Column<>("lizenz", Entry::licence),
            new Column<>("namensnennung", Entry::attribution));

    private static final List<Column<Organization>> ORGANIZATION = List.of(
            new Column<>("traeger", organization -> best(organization.name())),
            new Column<>("traegerart", Organization::organizationKind),
            new Column<>("verband", Organization::association),
            new Column<>("traeger_web", Organization::url));

    private static final List<Column<Organization>> ORGANIZATION_ALONE = List.of(
            new Column<>("name_alternativ", organization -> best(organization.alternateName())),
            new Column<>("beschreibung", organization -> best(organization.description())),
            new Column<>("uebergeordnet_id", CellForm.ID, Organization::parent),
            new Column<>("telefon", CellForm.PHONES, organization -> phones(organization.contacts(), false)),
            new Column<>("fax", CellForm.PHONES, organization -> phones(organization.contacts(), true)),
            new Column<>("email", CellForm.LIST, organization -> contacts(organization.contacts(), Contact::email)),
            new Column<>("web", CellForm.LIST, organization -> contacts(organization.contacts(), Contact::url)),
            new Column<>("gleich", CellForm.LIST, organization -> list(organization.sameAs())),
            new Column<>("wikidata", CellForm.LIST, Columns::wikidata),
            new Column<>("grundlage", CellForm.LIST, organization -> kinds(organization.basis())));

    private static final List<Column<Location>> LOCATION_ALONE = List.of(
            new Column<>("ort_name_alternativ", place -> best(place.alternateName())),
            new Column<>("beschreibung", place -> best(place.description())),
            new Column<>("traeger_id", CellForm.ID, Location::organization),
            new Column<>("telefon", CellForm.PHONES, place -> phones(place.contacts(), false)),
            new Column<>("email", CellForm.LIST, place -> contacts(place.contacts(), Contact::email)),
            new Column<>("web", CellForm.LIST, place -> contacts(place.contacts(), Contact::url)),
            new Column<>("oeffnungszeiten", place -> from(place.hours(), Hours::osm)),
            new Column<>("oeffnungszeiten_text", place -> from(place.hours(), Hours::text)));

    private final Vocabulary vocabulary;
    private final List<Column<Service>> access;
    private final List<Column<Location>> location;

    Columns(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        access = notations("zugang")
                .map(notation -> new Column<Service>(
                        "zugang_" + notation.replace('-', '_'),
                        CellForm.ANSWER,
                        service -> service.access()
                                .getOrDefault(notation, Answer.UNKNOWN)
                                .json()))
                .toList();
        location = Stream.of(
                        address().stream(),
                        areas().stream(),
                        notations("merkmal")
                                .map(notation -> new Column<Location>(
                                        featureName(notation),
                                        CellForm.ANSWER,
                                        place -> place.features()
                                                .getOrDefault(notation, Answer.UNKNOWN)
                                                .json())),
                        Stream.of(new Column<Location>("merkmal_masse", CellForm.TEXT, Columns::measures)))
                .flatMap(columns -> columns)
                .toList();
    }

    List<Column<Row>> service() {
        return SERVICE;
    }

    List<Column<Service>> access() {
        return access;
    }

    List<Column<Organization>> organization() {
        return ORGANIZATION;
    }

    List<Column<Location>> location() {
        return location;
    }

    /** The table of organizations: {@code traeger.csv}. */
    List<Column<Organization>> organizations() {
        return columns(
                new Column<Organization>("traeger_id", CellForm.ID, Entry::id), ORGANIZATION, ORGANIZATION_ALONE);
    }

    /** The table of places: {@code orte.csv}. */
    List<Column<Location>> locations() {
        return columns(location.getFirst(), location.subList(1, location.size()), LOCATION_ALONE);
    }

    private static <T extends Entry> List<Column<T>> columns(
            Column<T> id, List<Column<T>> shared, List<Column<T>> alone) {
        var columns = new ArrayList<Column<T>>();
        columns.add(id);
        columns.addAll(shared);
        columns.addAll(alone);
        PROVENANCE.forEach(column -> columns.add(new Column<>(column.name(), column.form(), column.value()::apply)));
        return columns;
    }

    List<Column<Entry>> provenance() {
        return PROVENANCE;
    }

    private Stream<String> notations(String scheme) {
        return vocabulary.getScheme(scheme).concepts().stream().map(Concept::notation);
    }

    /** "breite Türen 95 cm (2026-05-04, Beispielbeirat)". */
    private static @Nullable String measures(Location place) {
        return place.measures().isEmpty()
                ? null
                : place.measures().stream()
                        .map(measure -> "%s %s %s%s"
                                .formatted(
                                        measure.feature(),
                                        measure.value().toPlainString(),
                                        measure.unit(),
                                        checked(measure)))
                        .collect(joining("; "));
    }

    private static String checked(Location.Measure measure) {
        var said = Stream.of(measure.checkedOn(), measure.checkedBy())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(joining(", "));
        return said.isEmpty() ? "" : " (" + said + ")";
    }

    /** The six features of the beginning have short names; those that came later are called as they are. */
    private static String featureName(String notation) {
        return "merkmal_"
                + switch (notation) {
                    case "stufenloser-eingang" -> "eingang";
                    case "taktile-leitlinien" -> "leitlinien";
                    case "rollstuhl-wc" -> "wc";
                    case "behindertenparkplatz" -> "parkplatz";
                    default -> notation.replace('-', '_');
                };
    }

    private static List<Column<Location>> address() {
        return List.of(
                new Column<>("ort_id", CellForm.ID, Location::id),
                new Column<>("ort_name", place -> best(place.name())),
                new Column<>("strasse", place -> from(place.address(), Address::street)),
                new Column<>("hausnummer", place -> from(place.address(), Address::houseNumber)),
                new Column<>("adresszusatz", place -> from(place.address(), Address::addition)),
                new Column<>("plz", place -> from(place.address(), Address::postalCode)),
                new Column<>("ort", place -> from(place.address(), Address::city)),
                new Column<>("lon", CellForm.DECIMAL, place -> from(place.point(), point -> degrees(point.lon()))),
                new Column<>("lat", CellForm.DECIMAL, place -> from(place.point(), point -> degrees(point.lat()))),
                new Column<>("lage_quelle", place -> from(place.point(), Location.Point::source)),
                new Column<>("anfahrt", place -> best(place.transport())));
    }

    private List<Column<Location>> areas() {
        return List.of(
                new Column<>("stadtteil_nr", place -> from(place.area(), Area::quarter)),
                new Column<>("stadtteil", place -> from(place.area(), area -> areaName(area.quarter()))),
                new Column<>("stadtbezirk_nr", place -> from(place.area(), Area::district)),
                new Column<>("wohnquartier_nr", place -> from(place.area(), Area::wohnquartier)),
                new Column<>("gebietsstand", place -> from(place.area(), Area::cut)));
    }

    private @Nullable String areaName(@Nullable String number) {
        return number == null
                ? null
                : vocabulary
                        .areas()
                        .find(number)
                        .filter(area -> area.kind() == AreaKind.QUARTER)
                        .map(area -> area.label())
                        .orElse(null);
    }

    private static <T> @Nullable Object from(@Nullable T part, Function<T, @Nullable Object> value) {
        return part == null ? null : value.apply(part);
    }

    private static @Nullable String best(@Nullable Texts texts) {
        return texts == null ? null : texts.best();
    }

    private static @Nullable String in(String language, @Nullable Texts texts) {
        return texts == null ? null : texts.find(language).orElse(null);
    }

    private static @Nullable String answer(@Nullable Answer answer) {
        return answer == null ? null : answer.json();
    }

    private static @Nullable Object euro(Service.Cost cost) {
        var currency = cost.currency();
        var amount = cost.amount();
        return amount == null || (currency != null && !currency.equals("EUR"))
                ? null
                : amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static @Nullable Object wait(Service.Wait wait) {
        return wait.text() == null ? wait.duration() : wait.text().best();
    }

    /** One reported step in one cell: {@code leistungen: Beratungsgespräche: 1240 Gespräche (2025)}. */
    private static String outcome(Service.Outcome outcome) {
        var text = new StringBuilder(outcome.level())
                .append(": ")
                .append(outcome.indicator().best());
        if (outcome.value() != null) {
            text.append(": ").append(outcome.value().toPlainString());
        } else if (outcome.below() != null) {
            text.append(": unter ").append(outcome.below());
        }
        if (outcome.unit() != null) {
            text.append(' ').append(outcome.unit());
        }
        if (outcome.period() != null) {
            text.append(" (").append(outcome.period()).append(')');
        }
        return text.toString();
    }

    private static String degrees(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    private static String list(Collection<String> values) {
        return String.join("|", values);
    }

    /** "Q1718". */
    private static String wikidata(Organization organization) {
        return organization.sameAs().stream()
                .map(WIKIDATA::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(joining("|"));
    }

    private static String kinds(List<Basis> all) {
        return list(all.stream().map(Basis::kind).toList());
    }

    private static String phones(List<Contact> contacts, boolean fax) {
        var numbers = new ArrayList<String>();
        for (var contact : contacts) {
            for (var phone : contact.phones()) {
                if ("fax".equals(phone.type()) == fax) {
                    numbers.add(phone.number());
                }
            }
        }
        return list(numbers);
    }

    private static String contacts(List<Contact> contacts, Function<Contact, @Nullable String> value) {
        return contacts.stream().map(value).filter(Objects::nonNull).collect(joining("|"));
    }
}

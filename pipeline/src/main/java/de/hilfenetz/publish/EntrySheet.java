package de.hilfenetz.publish;

import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Phone;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * The workbook in which a provider without a system of its own keeps its entries: filled with what is public of them, one row
 * for each service at a place, with lists to choose from (users.md point 17). {@code schemas/vorlage.jslt} reads it; what was
 * not touched reads as it was, as far as there are columns for it: only of the first place and the first contact, and no ages,
 * other languages or kinds of help.
 */
public final class EntrySheet {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final String SHEET = "Angebote";
    private static final String EXAMPLE = "Beispiel";
    private static final String LISTS = "Auswahl";
    /** Rows in which one can choose, filled or not. */
    private static final int ROWS = 500;

    private static final String ANSWERS = "\"ja,eingeschränkt,nein,unbekannt\"";

    private final Vocabulary vocabulary;
    private final List<Column> columns;

    /** The vocabulary's labels are what can be chosen. */
    public EntrySheet(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.columns = columns();
    }

    /**
     * A service as it is public, and its first place.
     *
     * @param location null where it has none
     */
    public record Row(Service service, @Nullable Location location) {}

    /**
     * A column.
     *
     * @param example what stands in the row that shows how it is meant
     * @param choice formula of the list to choose from; null for none
     */
    private record Column(
            String heading,
            int width,
            String example,
            @Nullable String choice,
            Cell value) {

        boolean isHidden() {
            return width == 0;
        }
    }

    private List<Column> columns() {
        return List.of(
                new Column("Kennung", 0, "", null, (service, place) -> service.sourceId()),
                new Column(
                        "Kennung des Ortes", 0, "", null, (service, place) -> place == null ? null : place.sourceId()),
                text(
                        "Angebot",
                        34,
                        "Frühstück für alle",
                        service -> service.name().best()),
                text(
                        "Beschreibung",
                        50,
                        "Kaffee, Brötchen und Zeit zum Reden.",
                        service -> said(service.description())),
                chosen("Themen", 30, "Mittagstisch", list("A", "thema"), this::topics),
                chosen(
                        "Zielgruppen",
                        24,
                        "Familien",
                        list("B", "zielgruppe"),
                        service -> labels("zielgruppe", service.audiences())),
                text("Telefon", 22, "0221 4710123", service -> phones(service, false)),
                text("Fax", 18, "", service -> phones(service, true)),
                text("E-Mail", 28, "info@beispiel.example.org", service -> contact(service, Contact::email)),
                text("Internet", 28, "https://www.example.org/", service -> contact(service, Contact::url)),
                text("Öffnungszeiten", 34, "Mo-Fr 9-12 Uhr, Do auch 14-17 Uhr", EntrySheet::hours),
                new Column(
                        "Haus",
                        24,
                        "Haus der Begegnung",
                        null,
                        (service, place) -> place == null ? null : place.name().best()),
                new Column(
                        "Straße und Hausnummer",
                        26,
                        "Beispielstraße 1-5",
                        null,
                        (service, place) -> address(place, EntrySheet::street)),
                new Column(
                        "Postleitzahl",
                        12,
                        "40227",
                        null,
                        (service, place) -> address(place, Location.Address::postalCode)),
                new Column("Stadt", 14, "Düsseldorf", null, (service, place) -> address(place, Location.Address::city)),
                text("Sprachen", 24, "Deutsch, Türkisch", this::languages),
                text("Kosten", 18, "kostenfrei", EntrySheet::cost),
                access("Ohne Termin", "ohne-termin"),
                access("Ohne Ausweis", "ohne-ausweis"),
                access("Anonym", "anonym"),
                feature("Eingang stufenlos", "stufenloser-eingang"),
                feature("Aufzug", "aufzug"),
                feature("Taktile Leitlinien", "taktile-leitlinien"),
                feature("Rollstuhlgerechte Toilette", "rollstuhl-wc"),
                feature("Wickelraum", "wickelraum"),
                feature("Parkplatz für Menschen mit Behinderung", "behindertenparkplatz"),
                new Column("Vertraulich", 14, "", "\"ja,nein\"", (service, place) -> null),
                text("Geprüft am", 14, "1.11.2026", EntrySheet::confirmed));
    }

    private interface Cell {
        @Nullable
        String of(Service service, @Nullable Location place);
    }

    private interface Value {
        @Nullable
        String of(Service service);
    }

    private static Column text(String heading, int width, String example, Value value) {
        return new Column(heading, width, example, null, (service, place) -> value.of(service));
    }

    private static Column chosen(String heading, int width, String example, String choice, Value value) {
        return new Column(heading, width, example, choice, (service, place) -> value.of(service));
    }

    private static Column access(String heading, String name) {
        return new Column(heading, 14, "ja", ANSWERS, (service, place) -> answer(service.access(), name));
    }

    private static Column feature(String heading, String name) {
        return new Column(
                heading, 16, "ja", ANSWERS, (service, place) -> place == null ? null : answer(place.features(), name));
    }

    private static @Nullable String answer(SortedMap<String, Answer> answers, String name) {
        return switch (answers.getOrDefault(name, Answer.UNKNOWN)) {
            case YES -> "ja";
            case LIMITED -> "eingeschränkt";
            case NO -> "nein";
            case UNKNOWN -> null;
        };
    }

    /** Where the values of a column of the list of choices stand. */
    private String list(String column, String scheme) {
        return "%s!$%s$1:$%2$s$%d".formatted(LISTS, column, choices(scheme).size());
    }

    private List<String> choices(String scheme) {
        return vocabulary.getScheme(scheme).concepts().stream()
                .map(Concept::label)
                .sorted()
                .toList();
    }

    private static @Nullable String said(@Nullable Texts text) {
        return text == null ? null : text.best();
    }

    private static @Nullable String contact(Service service, Function<Contact, @Nullable String> part) {
        return service.contacts().isEmpty()
                ? null
                : part.apply(service.contacts().getFirst());
    }

    private static @Nullable String address(
            @Nullable Location place, Function<Location.Address, @Nullable String> part) {
        var address = place == null ? null : place.address();
        return address == null ? null : part.apply(address);
    }

    private static @Nullable String phones(Service service, boolean fax) {
        return service.contacts().stream()
                .limit(1)
                .flatMap(contact -> contact.phones().stream())
                .filter(phone -> "fax".equals(phone.type()) == fax)
                .map(EntrySheet::dialled)
                .collect(Collectors.joining(", "));
    }

    private static String dialled(Phone phone) {
        return phone.extension() == null ? phone.number() : phone.number() + " Durchwahl " + phone.extension();
    }

    private static @Nullable String cost(Service service) {
        var cost = service.cost();
        return cost == null ? null : said(cost.text());
    }

    private static @Nullable String confirmed(Service service) {
        var dates = service.dates();
        var day = dates == null ? null : dates.confirmed();
        return day == null ? null : day.format(DAY);
    }

    private static @Nullable String hours(Service service) {
        var hours = service.hours();
        return hours == null ? null : hours.text() != null ? hours.text() : hours.osm();
    }

    private static String street(Location.Address address) {
        return Stream.of(address.street(), address.houseNumber())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private @Nullable String languages(Service service) {
        return service.languages().stream()
                .map(code -> vocabulary
                        .findLanguage(code)
                        .map(known -> known.label("de"))
                        .orElse(code))
                .collect(Collectors.joining(", "));
    }

    /** With the provider's own words, which may be the ones that protect an address. */
    private String topics(Service service) {
        return Stream.concat(Stream.of(labels("thema", service.topics())), service.categories().stream())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String labels(String scheme, List<String> notations) {
        return notations.stream()
                .map(notation -> {
                    var label = vocabulary.label(scheme, notation);
                    return label.matches(".*[,;|].*") ? notation : label;
                })
                .collect(Collectors.joining("; "));
    }

    /** Writes the workbook with these entries; a sheet of its own shows an example. */
    public void write(Path to, List<Row> entries) throws IOException {
        Xlsx.writeBook(to, workbook -> {
            try (var sheet = workbook.newWorksheet(SHEET)) {
                head(sheet);
                for (var number = 0; number < entries.size(); number++) {
                    var entry = entries.get(number);
                    for (var column = 0; column < columns.size(); column++) {
                        var value = columns.get(column).value().of(entry.service(), entry.location());
                        if (value != null && !value.isEmpty()) {
                            Xlsx.text(sheet, number + 1, column, value);
                        }
                    }
                }
                choices(sheet);
            }
            try (var sheet = workbook.newWorksheet(EXAMPLE)) {
                head(sheet);
                for (var column = 0; column < columns.size(); column++) {
                    Xlsx.text(sheet, 1, column, columns.get(column).example());
                }
            }
            lists(workbook);
        });
    }

    private void head(Worksheet sheet) {
        for (var number = 0; number < columns.size(); number++) {
            var column = columns.get(number);
            sheet.inlineString(0, number, column.heading());
            if (column.isHidden()) {
                sheet.hideColumn(number);
            } else {
                sheet.width(number, column.width());
            }
        }
        sheet.range(0, 0, 0, columns.size() - 1).style().bold().wrapText(true).set();
        sheet.freezePane(3, 1);
    }

    /** Several may be named, with a semicolon between: what is typed is never refused. */
    private void choices(Worksheet sheet) {
        for (var number = 0; number < columns.size(); number++) {
            var choice = columns.get(number).choice();
            if (choice != null) {
                sheet.range(1, number, ROWS, number)
                        .validateWithListByFormula(choice)
                        .showErrorMessage(false);
            }
        }
    }

    private void lists(Workbook workbook) throws IOException {
        try (var sheet = workbook.newWorksheet(LISTS)) {
            var columns = Map.of(0, choices("thema"), 1, choices("zielgruppe"));
            columns.forEach((column, choices) -> {
                for (var row = 0; row < choices.size(); row++) {
                    sheet.inlineString(row, column, choices.get(row));
                }
            });
            sheet.setVisibilityState(VisibilityState.HIDDEN);
        }
    }
}

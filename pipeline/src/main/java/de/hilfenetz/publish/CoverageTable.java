package de.hilfenetz.publish;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.planning.Cell;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Answer;
import de.hilfenetz.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of {@code versorgung}: one per area, life situation and value of a split. All cells undivided, and by generation of
 * the city and its Stadtbezirke, are there also where they are empty; of other splits only those with services, and of Stadtteile
 * none without an answer.
 */
final class CoverageTable {

    static final List<Heading> HEADINGS = List.of(
            new Heading("zelle", CellForm.ID),
            new Heading("gebiet_art", CellForm.TEXT),
            new Heading("gebiet_nr", CellForm.TEXT),
            new Heading("gebietsstand", CellForm.TEXT),
            new Heading("gebiet", CellForm.TEXT),
            new Heading("lebenslage", CellForm.TEXT),
            new Heading("lebenslage_name", CellForm.TEXT),
            new Heading("gliederung", CellForm.TEXT),
            new Heading("wert", CellForm.TEXT),
            new Heading("wert_name", CellForm.TEXT),
            new Heading("antwort", CellForm.ANSWER),
            new Heading("zellart", CellForm.TEXT),
            new Heading("angebote", CellForm.INTEGER),
            new Heading("angebote_ohne_ort", CellForm.INTEGER),
            new Heading("orte", CellForm.INTEGER),
            new Heading("stunden_je_woche", CellForm.DECIMAL),
            new Heading("angebote_ohne_zeiten", CellForm.INTEGER),
            new Heading("angebote_nach_vereinbarung", CellForm.INTEGER),
            new Heading("kapazitaet", CellForm.LIST),
            new Heading("angebote_ohne_kapazitaet", CellForm.INTEGER),
            new Heading("angebote_einzugsgebiet", CellForm.INTEGER),
            new Heading("angebote_stadtweit", CellForm.INTEGER),
            new Heading("quellen_ohne_lieferung", CellForm.LIST),
            new Heading("woche_ab", CellForm.DAY),
            new Heading("einwohner", CellForm.INTEGER),
            new Heading("angebote_je_10000", CellForm.DECIMAL),
            new Heading("einwohner_quelle", CellForm.TEXT));

    private static final String ALL = "alle";
    private static final int DISTRICT = 2;
    private static final int NEIGHBOURHOOD = 4;

    private final Coverage coverage;
    private final Vocabulary vocabulary;

    CoverageTable(Coverage coverage, Vocabulary vocabulary) {
        this.coverage = coverage;
        this.vocabulary = vocabulary;
    }

    void write(Consumer<List<String>> out) {
        for (var area : coverage.areas()) {
            for (var situation : coverage.situations()) {
                for (var split : Split.values()) {
                    for (var slot : coverage.slots(split)) {
                        var cell = coverage.cell(area, situation, slot);
                        if (isWhole(area, situation, slot)
                                || (cell.services() > 0 && !isUnknownOfQuarter(area, slot))) {
                            out.accept(row(area, situation, slot, cell));
                        }
                    }
                }
            }
        }
    }

    private static boolean isWhole(String area, String situation, Slot slot) {
        var isLarge = area.length() == DISTRICT || area.length() > NEIGHBOURHOOD;
        return slot.split() == Split.ALL
                || (slot.split() == Split.GENERATION
                        && isLarge
                        && !slot.value().equals(Split.UNKNOWN)
                        && !situation.equals(Split.UNKNOWN));
    }

    /** What a Stadtteil's services say nothing about is what the undivided cell has beyond the answers. */
    private static boolean isUnknownOfQuarter(String area, Slot slot) {
        return slot.answer() == Answer.UNKNOWN && (area.length() == 3 || area.length() == NEIGHBOURHOOD);
    }

    private List<String> row(String area, String situation, Slot slot, Cell cell) {
        var answer = slot.answer() == null ? "" : slot.answer().json();
        return List.of(
                key(area, situation, slot),
                Coverage.kindOf(area),
                area,
                area.length() == NEIGHBOURHOOD ? vocabulary.areas().cut() : "",
                vocabulary.areas().find(area).map(found -> found.label()).orElse(area),
                situation,
                label("lebenslage", situation),
                slot.split().word(),
                slot.value(),
                label(slot),
                answer,
                cell.kind().word(),
                "" + cell.services(),
                "" + cell.withoutPlace(),
                "" + cell.places(),
                hours(cell.minutes()),
                "" + cell.withoutHours(),
                "" + cell.byAppointment(),
                cell.capacity().entrySet().stream()
                        .map(unit -> (unit.getValue() + " " + unit.getKey()).strip())
                        .collect(joining("|")),
                "" + cell.withoutCapacity(),
                "" + cell.catchment(),
                "" + cell.cityWide(),
                String.join("|", cell.missing()),
                coverage.week().monday().toString(),
                cell.inhabitants() == null ? "" : "" + cell.inhabitants().number(),
                cell.rate().isEmpty()
                        ? ""
                        : decimal(BigDecimal.valueOf(cell.rate().getAsDouble())),
                cell.inhabitants() == null ? "" : cell.inhabitants().source());
    }

    /** Names the cell for good. */
    static String key(String area, String situation, Slot slot) {
        return area + "." + situation + "." + slot.split().word() + "." + slot.value()
                + (slot.answer() == null ? "" : "." + slot.answer().json());
    }

    /** Hours with at most two places after the point. */
    static String hours(long minutes) {
        return decimal(BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_UP));
    }

    private static String decimal(BigDecimal value) {
        var rounded = value.setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private String label(Slot slot) {
        if (slot.split() == Split.LANGUAGE) {
            return vocabulary
                    .findLanguage(slot.value())
                    .map(language -> language.labels().getOrDefault("de", slot.value()))
                    .orElse(slot.value());
        }
        return slot.split().scheme().map(scheme -> label(scheme, slot.value())).orElse(slot.value());
    }

    private String label(String scheme, String notation) {
        return switch (notation) {
            case ALL -> scheme.equals("zielgruppe") ? vocabulary.label(scheme, notation) : "alle";
            case Split.UNKNOWN -> "nicht gemeldet";
            default -> vocabulary.label(scheme, notation);
        };
    }
}

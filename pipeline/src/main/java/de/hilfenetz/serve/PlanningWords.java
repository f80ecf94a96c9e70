package de.hilfenetz.serve;

import de.hilfenetz.planning.Cell;
import de.hilfenetz.planning.Selection.Reason;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How figures of planning are said: cells by their kind, areas, life situations and slots by their names. */
final class PlanningWords {

    /** What a table may show of each cell. */
    enum Measure {
        ANGEBOTE,
        ORTE,
        STUNDEN,
        KAPAZITAET,
        /** Services per 10,000 inhabitants, where the operator's table says how many there are. */
        JE_10000;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace("_", "");
        }
    }

    private final Words t;
    private final Vocabulary vocabulary;

    PlanningWords(Words t, Vocabulary vocabulary) {
        this.t = t;
        this.vocabulary = vocabulary;
    }

    String area(String number) {
        return vocabulary.areas().find(number).map(area -> area.label(t.tag())).orElse(number);
    }

    /** The label of a concept in the language of the page. */
    String label(String scheme, String notation) {
        return vocabulary
                .find(scheme, notation)
                .map(concept -> concept.label(t.tag()))
                .orElse(notation);
    }

    String situation(String notation) {
        return switch (notation) {
            case "alle" -> t.of("planung.alle-lebenslagen");
            case Split.UNKNOWN -> t.of("planung.ohne-lebenslage");
            default -> label("lebenslage", notation);
        };
    }

    String slot(Slot slot) {
        if (slot.value().equals(Split.UNKNOWN)) {
            return t.of("planung." + slot.split().word()) + ": " + t.of("nicht-gemeldet");
        }
        return slot.split() == Split.LANGUAGE
                ? t.language(slot.value())
                : slot.split()
                        .scheme()
                        .map(scheme -> label(scheme, slot.value()))
                        .orElse(slot.value());
    }

    String measure(Measure measure) {
        return t.of("planung.mass." + measure.word());
    }

    /** What is written into a cell. */
    String text(Cell cell, Measure measure) {
        return switch (cell.kind()) {
            case SERVICES -> value(cell, measure);
            case NONE_REPORTED, UNKNOWN -> "–";
            case MISSING -> "?";
            case CITY_WIDE -> "S";
        };
    }

    private String value(Cell cell, Measure measure) {
        return switch (measure) {
            case ANGEBOTE -> t.number(cell.services());
            case ORTE -> t.number(cell.places());
            case STUNDEN -> t.number(Math.round(cell.minutes() / 60.0));
            case JE_10000 ->
                cell.rate().isEmpty()
                        ? t.of("planung.ohne-einwohner")
                        : t.decimal(cell.rate().getAsDouble());
            case KAPAZITAET ->
                cell.capacity().isEmpty()
                        ? t.of("nicht-gemeldet")
                        : cell.capacity().entrySet().stream()
                                .map(unit -> (t.number(unit.getValue()) + " " + unit.getKey()).strip())
                                .collect(Collectors.joining(", "));
        };
    }

    /** The kind of cell as a class: {@code keine}, {@code fehlt}, {@code stadtweit}; empty for figures. */
    static String kind(Cell cell) {
        return switch (cell.kind()) {
            case SERVICES -> "";
            case NONE_REPORTED, UNKNOWN -> "keine";
            case MISSING -> "fehlt";
            case CITY_WIDE -> "stadtweit";
        };
    }

    /** The cell in words, for those who do not see its sign. */
    String said(Cell cell, Measure measure) {
        return switch (cell.kind()) {
            case SERVICES ->
                measure == Measure.ANGEBOTE
                        ? t.count("angebote", cell.services())
                        : value(cell, measure) + " " + measure(measure);
            case NONE_REPORTED -> t.of("planung.zelle.keine");
            case UNKNOWN -> t.of("planung.zelle.unbekannt");
            case MISSING -> t.of("planung.zelle.fehlt");
            case CITY_WIDE -> t.of("planung.zelle.stadtweit");
        };
    }

    /** What is not known of a cell's figures, one sentence each; nothing where nothing is missing. */
    List<String> unknown(Cell cell) {
        return Stream.of(
                        unknown("planung.ohne-ort", cell.withoutPlace(), cell),
                        unknown("planung.ohne-zeiten", cell.withoutHours(), cell),
                        unknown("planung.vereinbarung", cell.byAppointment(), cell),
                        unknown("planung.ohne-kapazitaet", cell.withoutCapacity(), cell))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> unknown(String key, int part, Cell cell) {
        return some(key, part, cell.services());
    }

    /** A sentence about a part of something, where there is such a part. */
    Optional<String> some(String key, long part, long all) {
        return part == 0 ? Optional.empty() : Optional.of(t.of(key, share(part, all)));
    }

    /** {@code 3 von 12}. */
    String share(long part, long all) {
        return t.of("planung.von", t.number(part), t.number(all));
    }

    /** The same in a table, where of nothing there is no part. */
    String part(long part, long all) {
        return all == 0 ? "" : share(part, all);
    }

    String reason(Reason reason) {
        var doubt = t.of("planung.zweifel." + reason.doubt().name().toLowerCase(Locale.ROOT));
        var slot = reason.slot();
        return slot == null ? doubt : slot(slot) + ": " + doubt;
    }
}

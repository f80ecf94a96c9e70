package de.hilfenetz.publish;

import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.planning.Quality;
import de.hilfenetz.planning.Quality.Dimension;
import de.hilfenetz.planning.Quality.Measurement;
import de.hilfenetz.publish.ExcelLayout.Heading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Triple;

/** The rows and triples of {@code qualitaet}: one measurement by organization, dimension and field (W3C DQV). */
final class QualityTable {

    static final List<Heading> HEADINGS = List.of(
            new Heading("messung", CellForm.ID),
            new Heading("traeger_id", CellForm.ID),
            new Heading("traeger", CellForm.TEXT),
            new Heading("dimension", CellForm.TEXT),
            new Heading("feld", CellForm.TEXT),
            new Heading("anteil", CellForm.DECIMAL),
            new Heading("zaehler", CellForm.INTEGER),
            new Heading("nenner", CellForm.INTEGER),
            new Heading("gemessen_am", CellForm.DAY));

    private final Quality quality;
    private final LocalDate day;
    private final URI base;

    QualityTable(Quality quality, LocalDate day, URI base) {
        this.quality = quality;
        this.day = day;
        this.base = base;
    }

    /**
     * @param name of the organization with an id, where it is public
     */
    List<List<String>> rows(Function<UUID, Optional<String>> name) {
        var names = new TreeMap<String, String>();
        return quality.measurements().stream()
                .map(one -> {
                    var id = one.organization();
                    var text = id == null ? "" : id.toString();
                    var called = id == null
                            ? ""
                            : names.computeIfAbsent(text, none -> name.apply(id).orElse(""));
                    return List.of(
                            key(one),
                            text,
                            called,
                            one.dimension().word(),
                            one.field(),
                            share(one),
                            "" + one.good(),
                            "" + one.all(),
                            day.toString());
                })
                .toList();
    }

    private static String key(Measurement one) {
        return (one.organization() == null ? "ohne-traeger" : one.organization()) + "."
                + one.dimension().word() + "." + one.field();
    }

    /** Empty where there was nothing to measure. */
    private static String share(Measurement one) {
        if (one.all() == 0) {
            return "";
        }
        var share = BigDecimal.valueOf(one.good()).divide(BigDecimal.valueOf(one.all()), 4, RoundingMode.HALF_UP);
        return share.signum() == 0 ? "0" : share.stripTrailingZeros().toPlainString();
    }

    /** The day of the release. */
    LocalDate day() {
        return day;
    }

    List<Triple> triples(ShortNames names) {
        var description = new Description(names);
        var metrics = new TreeMap<String, Measurement>();
        for (var dimension : Dimension.values()) {
            description.subject(iri(dimension.word()), "dqv:Dimension").german("skos:prefLabel", dimension.word());
        }
        for (var one : quality.measurements()) {
            metrics.putIfAbsent(metric(one), one);
        }
        metrics.forEach((metric, one) -> description
                .subject(metric, "dqv:Metric")
                .german("skos:prefLabel", one.dimension().word() + ": " + one.field())
                .link("dqv:inDimension", iri(one.dimension().word())));
        for (var one : quality.measurements()) {
            if (one.organization() != null && one.all() > 0) {
                description
                        .subject(iri(key(one)), "dqv:QualityMeasurement")
                        .link("dqv:isMeasurementOf", metric(one))
                        .link("dqv:computedOn", base + "id/traeger/" + one.organization())
                        .typed("dqv:value", share(one), XSDDatatype.XSDdecimal)
                        .day("dct:date", day);
            }
        }
        return description.triples();
    }

    private String metric(Measurement one) {
        return iri(one.dimension().word() + "." + one.field());
    }

    private String iri(String fragment) {
        return base + "id/datensatz/" + Dumps.QUALITY + "#" + fragment;
    }
}

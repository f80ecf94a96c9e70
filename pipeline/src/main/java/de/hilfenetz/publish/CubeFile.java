package de.hilfenetz.publish;

import de.hilfenetz.planning.Split;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * {@code versorgung} as an RDF Data Cube (W3C, 2014) in Turtle, made of its table: each row an observation with the dimensions
 * area, life situation, split, value and answer, the measures that every row has, and as attributes the kind of cell and what only
 * some rows have: an observation must have every measure of its cube. Each dimension has its code list, which holds the values
 * that occur; codes that no scheme of ours holds are concepts of the file itself.
 */
final class CubeFile {

    static final String EXTENSION = "ttl";

    /** Columns that are measures, with the property of the cube each becomes. */
    private static final Map<String, String> MEASURES = measures();

    /** One unit of {@code 12 Betten|8 Plätze}. */
    private static final Pattern CAPACITY = Pattern.compile("(?:^|[|])(\\d+)(?: ([^|]*))?");

    private final String base;
    private final Writer out;
    /** The values of each coded property, with their labels. */
    private final Map<String, Map<String, String>> codes = new TreeMap<>();

    private CubeFile(String base, Writer out) {
        this.base = base;
        this.out = out;
    }

    private static Map<String, String> measures() {
        var measures = new LinkedHashMap<String, String>();
        for (var column : new String[] {
            "angebote",
            "angebote_ohne_ort",
            "orte",
            "stunden_je_woche",
            "angebote_ohne_zeiten",
            "angebote_nach_vereinbarung",
            "angebote_ohne_kapazitaet",
            "angebote_einzugsgebiet",
            "angebote_stadtweit"
        }) {
            measures.put(column, column.replace('_', '-'));
        }
        return measures;
    }

    /**
     * Writes the cube of a table.
     *
     * @param csv the exact table, packed
     * @param file packed
     */
    static void write(Path csv, String base, StoredFile file) throws IOException {
        try (var in = CsvReader.builder()
                        .ofNamedCsvRecord(new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(csv), 1 << 16), StandardCharsets.UTF_8));
                var out = new OutputStreamWriter(file, StandardCharsets.UTF_8)) {
            var cube = new CubeFile(base, out);
            cube.structure();
            for (var row : in) {
                cube.observation(row);
            }
            cube.codes();
        }
    }

    private void structure() throws IOException {
        out.write("""
                @base <%1$s> .
                @prefix : <%1$sid/datensatz/versorgung#> .
                @prefix dct: <http://purl.org/dc/terms/> .
                @prefix schema: <https://schema.org/> .
                @prefix qb: <http://purl.org/linked-data/cube#> .
                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                @prefix sdmx-d: <http://purl.org/linked-data/sdmx/2009/dimension#> .
                @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

                :wuerfel a qb:DataSet ;
                  dct:title "Versorgung mit sozialen Diensten"@de ;
                  dct:description "Diese Zahlen zeigen Angebote und Öffnungsstunden, nicht ihre Wirkung. Zellen lassen sich nicht zusammenzählen: Ein Angebot kann in mehreren stehen. Die Kapazität steht je Einheit als Attribut, weil sich Plätze und Betten nicht zusammenzählen lassen und viele Angebote keine melden; Einwohner, Angebote je 10.000 Einwohner und ihre Quelle stehen nur da, wo der Betreiber sie liefert, Quellen ohne Lieferung nur, wo welche fehlen. Namen von Gebieten und Begriffen stehen in den Codelisten. Die Art des Gebiets sagt sein Kürzel."@de ;
                  qb:structure :aufbau .

                :aufbau a qb:DataStructureDefinition ;
                  qb:component [ qb:dimension :gebiet ], [ qb:dimension :lebenslage ], [ qb:dimension :gliederung ], [ qb:dimension :wert ], [ qb:dimension :antwort ] ,
                    [ qb:attribute :zellart ; qb:componentRequired true ], [ qb:attribute :woche-ab ; qb:componentRequired true ] ,
                    [ qb:attribute :kapazitaet ], [ qb:attribute :einwohner ], [ qb:attribute :angebote-je-10000 ], [ qb:attribute :einwohner-quelle ], [ qb:attribute :quellen-ohne-lieferung ]""".formatted(base));
        for (var measure : MEASURES.values()) {
            out.write(",\n    [ qb:measure :" + measure + " ]");
        }
        out.write("""
                 .

                :gebiet a qb:DimensionProperty, qb:CodedProperty ; rdfs:subPropertyOf sdmx-d:refArea ; rdfs:label "Gebiet"@de ; rdfs:range skos:Concept ; qb:codeList :codes-gebiet .
                :lebenslage a qb:DimensionProperty, qb:CodedProperty ; rdfs:label "Lebenslage"@de ; rdfs:range skos:Concept ; qb:codeList :codes-lebenslage .
                :gliederung a qb:DimensionProperty, qb:CodedProperty ; rdfs:label "Gliederung"@de ; rdfs:range skos:Concept ; qb:codeList :codes-gliederung .
                :wert a qb:DimensionProperty, qb:CodedProperty ; rdfs:label "Wert der Gliederung"@de ; rdfs:range skos:Concept ; qb:codeList :codes-wert .
                :antwort a qb:DimensionProperty, qb:CodedProperty ; rdfs:label "Antwort"@de ; rdfs:range skos:Concept ; qb:codeList :codes-antwort .
                :zellart a qb:AttributeProperty, qb:CodedProperty ; rdfs:label "Art der Zelle"@de ; rdfs:range skos:Concept ; qb:codeList :codes-zellart .
                :woche-ab a qb:AttributeProperty ; rdfs:label "Öffnungsstunden der Woche ab"@de ; rdfs:range xsd:date .
                :kapazitaet a qb:AttributeProperty ; rdfs:label "Kapazität, je Einheit"@de ; rdfs:range schema:QuantitativeValue .
                :einwohner a qb:AttributeProperty ; rdfs:label "Einwohner"@de ; rdfs:range xsd:integer .
                :angebote-je-10000 a qb:AttributeProperty ; rdfs:label "Angebote je 10.000 Einwohner"@de ; rdfs:range xsd:decimal .
                :einwohner-quelle a qb:AttributeProperty ; rdfs:label "Quelle der Einwohnerzahl"@de ; rdfs:range xsd:string .
                :quellen-ohne-lieferung a qb:AttributeProperty ; rdfs:label "Quellen ohne Lieferung"@de ; rdfs:range xsd:string .
                """);
        for (var entry : MEASURES.entrySet()) {
            out.write(":%s a qb:MeasureProperty ; rdfs:label \"%s\"@de ; rdfs:range xsd:decimal .\n"
                    .formatted(entry.getValue(), entry.getKey().replace('_', ' ')));
        }
        out.write('\n');
    }

    private void observation(NamedCsvRecord row) throws IOException {
        out.write("<id/datensatz/versorgung#");
        out.write(row.getField("zelle"));
        out.write("> a qb:Observation ; qb:dataSet :wuerfel ; :gebiet ");
        out.write(area(row));
        out.write(" ; :lebenslage ");
        out.write(concept("lebenslage", "lebenslage", row.getField("lebenslage"), row.getField("lebenslage_name")));
        out.write(" ; :gliederung ");
        out.write(own("gliederung", "gliederung-", row.getField("gliederung"), row.getField("gliederung")));
        out.write(" ; :wert ");
        out.write(concept("wert", row.getField("gliederung"), row.getField("wert"), row.getField("wert_name")));
        out.write(" ; :antwort ");
        var answer = row.getField("antwort");
        out.write(own(
                "antwort", "antwort-", answer.isEmpty() ? "keine" : answer, answer.isEmpty() ? "keine Frage" : answer));
        out.write(" ; :zellart ");
        out.write(own("zellart", "zellart-", row.getField("zellart"), row.getField("zellart")));
        out.write(" ; :woche-ab \"" + row.getField("woche_ab") + "\"^^xsd:date");
        for (var measure : MEASURES.entrySet()) {
            out.write(" ; :" + measure.getValue() + " " + decimal(row.getField(measure.getKey())));
        }
        attributes(row);
        out.write(" .\n");
    }

    /** What only some rows have. */
    private void attributes(NamedCsvRecord row) throws IOException {
        for (var unit = CAPACITY.matcher(row.getField("kapazitaet")); unit.find(); ) {
            out.write(" ; :kapazitaet [ a schema:QuantitativeValue ; schema:value " + unit.group(1)
                    + (unit.group(2) == null ? "" : " ; schema:unitText " + text(unit.group(2)) + "@de") + " ]");
        }
        if (!row.getField("einwohner").isEmpty()) {
            out.write(" ; :einwohner " + row.getField("einwohner") + " ; :einwohner-quelle "
                    + text(row.getField("einwohner_quelle")));
        }
        if (!row.getField("angebote_je_10000").isEmpty()) {
            out.write(" ; :angebote-je-10000 " + decimal(row.getField("angebote_je_10000")));
        }
        for (var feed : row.getField("quellen_ohne_lieferung").split("[|]", -1)) {
            if (!feed.isEmpty()) {
                out.write(" ; :quellen-ohne-lieferung " + text(feed));
            }
        }
    }

    private static String text(String words) {
        return '"'
                + words.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    /** Turtle takes {@code 3} for an integer and a point at the end for the end. */
    private static String decimal(String number) {
        return number.indexOf('.') < 0 ? number + ".0" : number;
    }

    private String area(NamedCsvRecord row) {
        var cut = row.getField("gebietsstand");
        var number = row.getField("gebiet_nr");
        return cut.isEmpty()
                ? code("gebiet", "<id/gebiet/" + number + ">", row.getField("gebiet"))
                : own("gebiet", "wohnquartier-" + cut + "-", number, row.getField("gebiet"));
    }

    private String concept(String property, String scheme, String notation, String label) {
        // A group of people is called "alle" too.
        if (notation.equals(Split.UNKNOWN) || (notation.equals("alle") && !scheme.equals("zielgruppe"))) {
            return own(property, "", notation, label);
        }
        var known = scheme.equals("lebenslage")
                ? Optional.of(scheme)
                : Split.find(scheme).flatMap(Split::scheme);
        return known.isPresent()
                ? code(property, "<def/" + known.get() + "/" + notation + ">", label)
                : own(property, scheme + "-", notation, label);
    }

    /** A concept of the file itself. */
    private String own(String property, String prefix, String notation, String label) {
        return code(property, ":" + prefix + notation, label);
    }

    private String code(String property, String iri, String label) {
        codes.computeIfAbsent(property, none -> new TreeMap<>()).putIfAbsent(iri, label);
        return iri;
    }

    private void codes() throws IOException {
        for (var list : codes.entrySet()) {
            out.write(":codes-%1$s a skos:ConceptScheme ; skos:prefLabel \"%1$s\"@de .\n".formatted(list.getKey()));
            for (var code : list.getValue().entrySet()) {
                out.write("%s a skos:Concept ; skos:inScheme :codes-%s ; rdfs:label %s@de .\n"
                        .formatted(code.getKey(), list.getKey(), text(code.getValue())));
            }
        }
    }
}

package de.hilfenetz.publish;

import static java.util.stream.Collectors.groupingBy;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Terms;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/**
 * The release as data portals want to hear of it: DCAT-AP.de 3.0 with all that is mandatory and recommended, made from the
 * manifest alone. Written for one path to the portals, {@link Operator.Path}. Names of data sets and distributions never change; a distribution is modified when its bytes are.
 */
public final class Catalogue {

    static final String EU = "http://publications.europa.eu/resource/authority/";
    public static final String LICENCE = "http://dcat-ap.de/def/licenses/dl-by-de/2.0";
    static final String TITLE = "Soziale Dienste in Düsseldorf";
    static final String DESCRIPTION =
            "Verzeichnis der sozialen Dienste in städtischer und freier Trägerschaft: was es gibt, für wen, wo, wann und wie"
                    + " barrierefrei. Die Tabelle (CSV) hat eine Zeile je Dienst und Ort; die RDF-Fassungen enthalten außerdem"
                    + " alle Träger, Orte und die Systematik und stehen für sich allein.";
    static final List<String> KEYWORDS =
            List.of("Beratung", "Soziale Dienste", "Hilfsangebote", "Barrierefreiheit", "Öffnungszeiten");
    private static final String SERIES = "id/katalog#reihe";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";
    private static final String SPARQL_PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/";
    private static final String TABULAR = "https://www.w3.org/TR/tabular-data-model/";

    private final Operator operator;
    private final ShortNames names;
    private final String base;
    /** What is said of each concept of others. */
    private final Map<Node, List<Triple>> others;

    /** @param vocabulary says what the concepts of others are that the catalogue refers to */
    public Catalogue(URI base, Operator operator, Vocabulary vocabulary) {
        this.operator = operator;
        this.base = base.toString();
        names = ShortNames.load(base);
        var triples = new ArrayList<Triple>();
        vocabulary.forEachTriple(base, triples::add);
        others = triples.stream()
                .filter(triple -> !triple.getSubject().getURI().startsWith(this.base))
                .collect(groupingBy(Triple::getSubject));
    }

    /** The catalogue in one form of RDF. */
    public byte[] write(Manifest manifest, List<DataFile> files, GraphFormat format) {
        var out = new ByteArrayOutputStream();
        try {
            format.write(describe(manifest, files), names, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The {@code data.json} that DKAN harvests. */
    public byte[] writeDataJson(Manifest manifest, List<DataFile> files) {
        return new DataJson(this, operator).write(manifest, files);
    }

    /** The catalogue's triples, subject by subject, no blank nodes. */
    public List<Triple> describe(Manifest manifest, List<DataFile> files) {
        var description = new Description(names);
        catalogue(manifest, files, description);
        datasets(files).forEach((dataset, own) -> dataset(manifest, dataset, own, description));
        series(manifest, files, description);
        files.stream().filter(file -> !file.isDescription()).forEach(file -> distribution(file, description));
        service(description);
        agents(description);
        return withOthers(description.triples());
    }

    /** The same, and what each concept of others is that they refer to, so that nobody has to fetch its list first. */
    private List<Triple> withOthers(List<Triple> triples) {
        var all = new ArrayList<>(triples);
        var told = new HashSet<Node>();
        for (var i = 0; i < all.size(); i++) {
            var concept = all.get(i).getObject();
            if (others.containsKey(concept) && told.add(concept)) {
                all.addAll(others.get(concept));
            }
        }
        return List.copyOf(all);
    }

    String iri(String path) {
        return base + path;
    }

    /** The files of each data set, the services first. */
    static Map<String, List<DataFile>> datasets(List<DataFile> files) {
        var datasets = new LinkedHashMap<String, List<DataFile>>();
        for (var file : files) {
            if (!file.isDescription()) {
                datasets.computeIfAbsent(file.dataset(), name -> new ArrayList<>())
                        .add(file);
            }
        }
        return datasets;
    }

    String title(String dataset, List<DataFile> files) {
        var title = about(dataset, files).title();
        return operator.demonstration() ? title + " (Demonstration)" : title;
    }

    /** What a data set is, in the words and themes of portals. */
    record About(String title, String text, List<String> keywords) {}

    /** What a data set of the catalogue is; one of a single provider says whose, in the words of its page. */
    static About about(String dataset, List<DataFile> files) {
        return terms(files).map(Catalogue::about).orElseGet(() -> about(dataset));
    }

    /** Under what a data set may be used, and whose it is, where it is one provider's. */
    public static Optional<Terms> terms(List<DataFile> files) {
        return files.stream().flatMap(file -> Stream.ofNullable(file.terms())).findFirst();
    }

    static About about(Terms provider) {
        return new About(
                "Angebote von " + provider.attribution(),
                "Die sozialen Dienste, die %s gemeldet hat, in den Spalten des Verzeichnisses aller Dienste und unter der Lizenz"
                                .formatted(provider.attribution())
                        + " dieser Lieferung.",
                KEYWORDS);
    }

    static About about(String dataset) {
        return switch (dataset) {
            case Dumps.SERVICES -> new About(TITLE, DESCRIPTION, KEYWORDS);
            case Dumps.ORGANIZATIONS ->
                new About(
                        "Träger und Einrichtungen sozialer Dienste in Düsseldorf",
                        "Wer in der Stadt soziale Dienste anbietet: Verbände, Träger und Einrichtungen mit Art, Verband und"
                                + " Kontakt, eine Zeile je Träger.",
                        List.of("Träger", "Wohlfahrtsverbände", "Soziale Dienste"));
            case Dumps.LOCATIONS ->
                new About(
                        "Orte sozialer Dienste in Düsseldorf",
                        "Wo soziale Dienste angeboten werden: Anschrift, Lage, Stadtteil und was von der Barrierefreiheit des"
                                + " Ortes bekannt ist, eine Zeile je Ort.",
                        List.of("Orte", "Barrierefreiheit", "Soziale Dienste"));
            case Dumps.CONCEPTS ->
                new About(
                        "Systematik sozialer Dienste in Düsseldorf",
                        "Themen, Lebenslagen, Zielgruppen, Merkmale und Gebiete, nach denen die sozialen Dienste geordnet"
                                + " sind, mit Bezeichnungen und Oberbegriffen.",
                        List.of("Systematik", "Thesaurus", "Soziale Dienste"));
            case Dumps.TOMBSTONES ->
                new About(
                        "Nicht mehr gemeldete soziale Dienste in Düsseldorf",
                        "Kennungen von Angeboten, Trägern und Orten, die nicht mehr gemeldet werden, mit Tag und Grund; ohne"
                                + " deren frühere Angaben.",
                        List.of("Änderungen", "Soziale Dienste"));
            case Dumps.COVERAGE ->
                new About(
                        "Versorgung mit sozialen Diensten in Düsseldorf",
                        "Wie viele Angebote, Orte, Öffnungsstunden und Plätze je Stadtbezirk, Stadtteil und Lebenslage gemeldet"
                                + " sind, gegliedert nach Generation, Zielgruppe, Sprache, Zugang und Barrierefreiheit, jeweils mit"
                                + " dem, was nicht gemeldet ist. Diese Zahlen zeigen Angebote und Öffnungsstunden, nicht ihre Wirkung.",
                        List.of("Sozialplanung", "Versorgung", "Soziale Dienste", "Stadtteile"));
            case Dumps.ALIGNMENT ->
                new About(
                        "Abstimmungen, Bewertungen und Stellungnahmen zur sozialen Planung in Düsseldorf",
                        "Planungsrunden, Feststellungen von Stellen zur Versorgung und Stellungnahmen von Trägern zu"
                                + " veröffentlichten Zahlen, mit Tag, Gebiet, Lebenslage und Beteiligten; nur Stellen, keine"
                                + " Personen.",
                        List.of("Sozialplanung", "Abstimmung", "Soziale Dienste"));
            case Dumps.QUALITY ->
                new About(
                        "Datenqualität der sozialen Dienste in Düsseldorf",
                        "Je Träger und Angabe: wie vollständig, frisch und lesbar die gemeldeten Einträge sind und wie oft die"
                                + " Barrierefreiheit bekannt ist (W3C Data Quality Vocabulary). Gemessen werden Einträge, nicht"
                                + " die Hilfe.",
                        List.of("Datenqualität", "Soziale Dienste"));
            case Dumps.EVERYTHING ->
                new About(
                        "Soziale Dienste in Düsseldorf: ganzer Datenbestand",
                        "Angebote, Träger, Orte und Systematik der sozialen Dienste zusammen in einer Datei.",
                        List.of("Soziale Dienste", "Linked Open Data", "Gesamtabzug"));
            default -> throw new IllegalArgumentException("no data set is called " + dataset);
        };
    }

    static String licence(DataFile file) {
        return file.terms() == null ? LICENCE : file.terms().licence();
    }

    String attribution(DataFile file) {
        return file.terms() == null ? attribution() : file.terms().attribution();
    }

    String attribution() {
        return "Hilfenetz und liefernde Träger (Liste: " + iri("id/datensatz/" + Dumps.SERVICES) + ")";
    }

    String homepage() {
        return operator.homepage() == null ? base : operator.homepage();
    }

    String download(DataFile file) {
        return iri("daten/%s/aktuell/%s".formatted(file.dataset(), file.plainName()));
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** When the data last became others. */
    static Instant modified(Manifest manifest, List<DataFile> files) {
        return files.stream()
                .map(DataFile::changed)
                .max(Comparator.naturalOrder())
                .orElse(manifest.created());
    }

    private void catalogue(Manifest manifest, List<DataFile> files, Description description) {
        var catalogue = description
                .subject(iri("id/katalog"), "dcat:Catalog")
                .german("dct:title", "Hilfenetz Düsseldorf" + (operator.demonstration() ? " (Demonstration)" : ""))
                .german("dct:description", "Katalog der offenen Daten über die sozialen Dienste der Stadt.")
                .link("dct:publisher", iri("id/katalog#herausgeber"))
                .day("dct:issued", day(manifest.issued()))
                .instant("dct:modified", modified(manifest, files))
                .link("dct:language", EU + "language/DEU")
                .link("dct:license", LICENCE)
                .link("dct:spatial", iri("id/gebiet/05111000"))
                .link("foaf:homepage", base)
                .link("dcat:themeTaxonomy", EU + "data-theme")
                .link("dcat:service", iri("id/katalog#sparql"));
        datasets(files).keySet().forEach(dataset -> catalogue.link("dcat:dataset", iri("id/datensatz/" + dataset)));
    }

    /** What the data sets of the single providers have in common. */
    private void series(Manifest manifest, List<DataFile> files, Description description) {
        var own = files.stream().filter(file -> file.terms() != null).toList();
        if (own.isEmpty()) {
            return;
        }
        description
                .subject(iri(SERIES), "dcat:DatasetSeries")
                .german("dct:title", TITLE + " nach liefernder Stelle")
                .german("dct:description", "Je liefernder Stelle ein Datensatz mit ihrer Lizenz und ihrem Namen.")
                .link("dct:publisher", iri("id/katalog#herausgeber"))
                .link("dcat:contactPoint", iri("id/katalog#kontakt"))
                .link("dct:accrualPeriodicity", EU + "frequency/DAILY")
                .link("dct:spatial", iri("id/gebiet/05111000"))
                .day("dct:issued", day(manifest.issued()))
                .instant("dct:modified", modified(manifest, own));
    }

    private void provider(Description.Subject dataset, String iri, Terms terms, Description description) {
        dataset.link("dcat:inSeries", iri(SERIES))
                .link("dct:creator", iri + "#lieferant")
                .link("geodcatap:originator", iri + "#lieferant");
        description
                .subject(iri + "#lieferant", "foaf:Agent")
                .german("foaf:name", terms.attribution())
                .german("dct:title", terms.attribution())
                .plain("dct:identifier", iri + "#lieferant");
    }

    private void dataset(Manifest manifest, String name, List<DataFile> files, Description description) {
        var iri = iri("id/datensatz/" + name);
        var about = about(name, files);
        var dataset = description
                .subject(iri, "dcat:Dataset")
                .german("dct:title", title(name, files))
                .german("dct:description", about.text())
                .plain("dct:identifier", iri)
                .link("dct:publisher", iri("id/katalog#herausgeber"))
                .link("dcat:contactPoint", iri("id/katalog#kontakt"))
                .link("dcat:theme", EU + "data-theme/SOCI")
                .day("dct:issued", day(manifest.issued()))
                .instant("dct:modified", modified(manifest, files))
                .plain("dcat:version", manifest.release().toString())
                .link("dct:accrualPeriodicity", EU + "frequency/DAILY")
                .link("dct:language", EU + "language/DEU")
                .link("dct:accessRights", EU + "access-right/PUBLIC")
                .link("dcatap:availability", EU + "planned-availability/AVAILABLE")
                .link(
                        "dcatde:politicalGeocodingLevelURI",
                        "http://dcat-ap.de/def/politicalGeocoding/Level/municipality")
                .link("dcatde:contributorID", operator.path().contributor())
                .link("dct:spatial", iri("id/gebiet/05111000"))
                .link("dct:temporal", iri + "#zeitraum")
                .link(
                        "dct:references",
                        "https://musterdatenkatalog.de/def/musterdatensatz/sozialeHilfe/angebotUndBeratungsstelle")
                .link("dcat:landingPage", iri("daten/" + name));
        terms(files).ifPresent(terms -> provider(dataset, iri, terms, description));
        about.keywords().forEach(word -> dataset.german("dcat:keyword", word));
        description.subject(iri("daten/" + name), "foaf:Document");
        files.forEach(file -> dataset.link("dcat:distribution", iri(file)));
        description.subject(iri + "#zeitraum", "dct:PeriodOfTime").day("dcat:startDate", day(manifest.issued()));
    }

    private String iri(DataFile file) {
        return iri("id/datensatz/" + file.dataset() + "#" + file.extension());
    }

    /** What one form is called, and what the EU's list of file types calls it. */
    private record Form(String title, String text, String fileType) {}

    private static Form form(String extension) {
        return switch (extension) {
            case "csv" -> new Form("CSV", "Tabelle für Programme; Komma, UTF-8", "CSV");
            case "nt" -> new Form("N-Triples", "RDF, ein Tripel je Zeile", "RDF_N_TRIPLES");
            case "ttl" -> new Form("Turtle", "RDF, gut lesbar", "RDF_TURTLE");
            case "json" ->
                new Form("JSON (HSDS)", "Open Referral HSDS 3.0, ein Dienst je Zeile mit Träger und Orten", "JSON");
            case "jsonld" -> new Form("JSON-LD", "RDF als JSON mit Verweisen", "JSON_LD");
            case TableFile.EXCEL ->
                new Form(
                        "CSV für Excel",
                        "Tabelle für deutsches Excel: Semikolon, deutsche Werte, nichts wird umgedeutet",
                        "CSV");
            case Xlsx.EXTENSION ->
                new Form("Excel-Datei", "Arbeitsmappe mit Postleitzahlen und Nummern als Text", "XLSX");
            case SqliteFile.EXTENSION ->
                new Form("SQLite", "Datenbank mit Schlüsseln und Volltextsuche, fertig für Datasette", "OCTET");
            case "zip" -> new Form("ZIP", "Alle Tabellen mit ihrer Beschreibung", "ZIP");
            case "geojson" -> new Form("GeoJSON", "Punkte mit allen Angaben, WGS84", "GEOJSON");
            default -> throw new IllegalArgumentException("no distribution is known for ." + extension);
        };
    }

    private void distribution(DataFile file, Description description) {
        var form = form(file.extension());
        var distribution = description
                .subject(iri(file), "dcat:Distribution")
                .german("dct:title", form.title())
                .german("dct:description", form.text())
                .link("dcat:accessURL", download(file))
                .link("dcat:downloadURL", download(file))
                .link("dct:license", licence(file))
                .plain("dcatde:licenseAttributionByText", attribution(file))
                .link("dct:format", EU + "file-type/" + form.fileType())
                .link("dcat:mediaType", "https://www.iana.org/assignments/media-types/" + file.mediaType())
                .typed("dcat:byteSize", "" + file.plainBytes(), XSDDatatype.XSDnonNegativeInteger)
                .instant("dct:modified", file.changed())
                .link("dct:language", EU + "language/DEU")
                .link("dcatap:availability", EU + "planned-availability/AVAILABLE")
                .link("adms:status", EU + "distribution-status/COMPLETED")
                .link("spdx:checksum", iri(file) + "-sha256");
        if (file.extension().equals("csv")) {
            distribution.link("dct:conformsTo", TABULAR);
        }
        description
                .subject(iri(file) + "-sha256", "spdx:Checksum")
                .link("spdx:algorithm", SHA256)
                .typed("spdx:checksumValue", file.plainSha256(), XSDDatatype.XSDhexBinary);
    }

    private void service(Description description) {
        description
                .subject(iri("id/katalog#sparql"), "dcat:DataService")
                .german("dct:title", "SPARQL-Schnittstelle")
                .german(
                        "dct:description",
                        "Abfragen in SPARQL 1.1, nur lesend, immer vom selben Datenstand wie die Dateien.")
                .link("dct:publisher", iri("id/katalog#herausgeber"))
                .link("dcat:contactPoint", iri("id/katalog#kontakt"))
                .link("dcat:endpointURL", iri("sparql"))
                .link("dcat:endpointDescription", iri("sparql"))
                .link("dcat:servesDataset", iri("id/datensatz/" + Dumps.SERVICES))
                .german("dcat:keyword", "SPARQL")
                .link("dcat:theme", EU + "data-theme/SOCI")
                .link("dct:conformsTo", SPARQL_PROTOCOL)
                .link("dct:license", LICENCE)
                .link("dct:accessRights", EU + "access-right/PUBLIC")
                .link("dcatap:availability", EU + "planned-availability/AVAILABLE");
    }

    private void agents(Description description) {
        description
                .subject(iri("id/katalog#herausgeber"), "foaf:Agent")
                .german("foaf:name", operator.name())
                .german("dct:title", operator.name())
                .plain("dct:identifier", "herausgeber")
                .link("foaf:homepage", operator.homepage())
                .link("dct:type", "http://purl.org/adms/publishertype/LocalAuthority");
        var contact = description
                .subject(iri("id/katalog#kontakt"), "vcard:Kind", "vcard:Organization")
                .plain("vcard:fn", operator.name())
                .link("vcard:hasURL", homepage());
        if (operator.email() != null) {
            contact.link("vcard:hasEmail", "mailto:" + operator.email());
        }
        description.subject(base, "foaf:Document");
        // The city's box and middle, for portals that draw maps.
        description
                .subject(iri("id/gebiet/05111000"), "dct:Location")
                .german("skos:prefLabel", "Düsseldorf")
                .wkt(
                        "dcat:bbox",
                        "POLYGON((6.6887 51.1243,6.9399 51.1243,6.9399 51.3526,6.6887 51.3526,6.6887 51.1243))")
                .wkt("dcat:centroid", "POINT(6.7763 51.2254)");
    }
}

package de.hilfenetz.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.Manifest.DataFile;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * {@code data.json} in the form of DCAT-US 1.1 (Project Open Data), which DKAN's harvester reads. DKAN imports tables from the
 * distribution whose media type is {@code text/csv}, so the CSV stands first.
 */
final class DataJson {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String POD = "https://project-open-data.cio.gov/v1.1/";

    private final Catalogue catalogue;
    private final Operator operator;

    DataJson(Catalogue catalogue, Operator operator) {
        this.catalogue = catalogue;
        this.operator = operator;
    }

    byte[] write(Manifest manifest, List<DataFile> files) {
        var root = JSON.createObjectNode();
        root.put("@context", POD + "schema/catalog.jsonld")
                .put("@id", catalogue.iri("data.json"))
                .put("@type", "dcat:Catalog")
                .put("conformsTo", POD + "schema")
                .put("describedBy", POD + "schema/catalog.json");
        var datasets = root.putArray("dataset");
        Catalogue.datasets(files).forEach((name, own) -> dataset(datasets.addObject(), name, own, manifest));
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dataset(ObjectNode dataset, String name, List<DataFile> files, Manifest manifest) {
        var about = Catalogue.about(name, files);
        var first = files.getFirst();
        dataset.put("@type", "dcat:Dataset")
                .put("identifier", catalogue.iri("id/datensatz/" + name))
                .put("title", catalogue.title(name, files))
                .put("description", about.text());
        about.keywords().forEach(dataset.withArray("keyword")::add);
        dataset.put("issued", Catalogue.day(manifest.issued()).toString())
                .put("modified", Catalogue.modified(manifest, files).toString())
                .put("accessLevel", "public")
                .put("accrualPeriodicity", "R/P1D")
                .put("license", Catalogue.licence(first))
                .put("rights", catalogue.attribution(first))
                .put("landingPage", catalogue.iri("daten/" + name))
                .put("spatial", "6.6887,51.1243,6.9399,51.3526");
        dataset.withArray("language").add("de");
        dataset.withArray("theme").add("Bevölkerung und Gesellschaft");
        dataset.putObject("publisher").put("@type", "org:Organization").put("name", operator.name());
        var contact =
                dataset.putObject("contactPoint").put("@type", "vcard:Contact").put("fn", operator.name());
        contact.put(
                "hasEmail",
                "mailto:" + (operator.email() == null ? "hilfenetz@demonstration.example.org" : operator.email()));
        // DKAN imports whatever is text/csv, and semicolons wrongly.
        files.stream()
                .filter(file -> !file.extension().equals(TableFile.EXCEL))
                .forEach(file -> distribution(dataset.withArray("distribution").addObject(), file));
    }

    private void distribution(ObjectNode distribution, DataFile file) {
        distribution
                .put("@type", "dcat:Distribution")
                .put("title", file.plainName())
                .put("format", file.extension())
                .put("mediaType", file.mediaType())
                .put("downloadURL", catalogue.download(file));
    }
}

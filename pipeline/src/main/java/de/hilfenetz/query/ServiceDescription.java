package de.hilfenetz.query;

import de.hilfenetz.graph.ReleaseGraph;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;

/** What the endpoint is and can do, as triples (SPARQL 1.1 Service Description, VoID). */
public final class ServiceDescription {

    private static final String SD = "http://www.w3.org/ns/sparql-service-description#";
    private static final String FORMATS = "http://www.w3.org/ns/formats/";
    private static final String VOID = "http://rdfs.org/ns/void#";
    private static final List<String> RESULTS = List.of(
            "SPARQL_Results_JSON",
            "SPARQL_Results_XML",
            "SPARQL_Results_CSV",
            "SPARQL_Results_TSV",
            "Turtle",
            "N-Triples",
            "JSON-LD",
            "RDF_XML");

    private ServiceDescription() {}

    /** Describes the endpoint of {@code base} while a release with these contents is asked. */
    public static List<Triple> of(URI base, Contents contents) {
        var triples = new ArrayList<Triple>();
        var service = node(base + "sparql");
        var dataset = node(base + "sparql#dataset");
        var graph = node(base + "sparql#graph");
        triples.add(Triple.create(service, RDF.type.asNode(), sd("Service")));
        triples.add(Triple.create(service, sd("endpoint"), service));
        triples.add(Triple.create(service, sd("supportedLanguage"), sd("SPARQL11Query")));
        for (var format : RESULTS) {
            triples.add(Triple.create(service, sd("resultFormat"), node(FORMATS + format)));
        }
        triples.add(Triple.create(service, sd("defaultDataset"), dataset));
        triples.add(Triple.create(dataset, RDF.type.asNode(), sd("Dataset")));
        triples.add(Triple.create(dataset, sd("defaultGraph"), graph));
        for (var name : List.of(ReleaseGraph.PROVENANCE, ReleaseGraph.VOCABULARY)) {
            var named = node(base + "sparql#" + name.substring(name.indexOf('/') + 1));
            triples.add(Triple.create(dataset, sd("namedGraph"), named));
            triples.add(Triple.create(named, RDF.type.asNode(), sd("NamedGraph")));
            triples.add(Triple.create(named, sd("name"), node(base + name)));
        }
        triples.add(Triple.create(graph, RDF.type.asNode(), sd("Graph")));
        triples.add(Triple.create(graph, RDF.type.asNode(), node(VOID + "Dataset")));
        triples.add(Triple.create(graph, node(VOID + "triples"), number(contents.triples())));
        triples.add(Triple.create(
                graph, node(VOID + "classes"), number(contents.classes().size())));
        triples.add(Triple.create(
                graph, node(VOID + "properties"), number(contents.properties().size())));
        return triples;
    }

    private static Node node(String iri) {
        return NodeFactory.createURI(iri);
    }

    private static Node sd(String name) {
        return node(SD + name);
    }

    private static Node number(long value) {
        return NodeFactory.createLiteralDT(Long.toString(value), XSDDatatype.XSDinteger);
    }
}

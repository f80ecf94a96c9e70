package de.hilfenetz.graph;

import de.hilfenetz.graph.Terms.Dcat;
import de.hilfenetz.graph.Terms.Dct;
import de.hilfenetz.graph.Terms.Foaf;
import de.hilfenetz.graph.Terms.Prov;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.VOID;
import org.jspecify.annotations.Nullable;

/**
 * From canonical records to triples: CPSV-AP 3.2.0 and schema.org side by side, with ORG, LOCN, GeoSPARQL, SKOS and PROV
 * (the crosswalk of the domain model, one line a property, in {@link ServiceTriples}, {@link OrganizationTriples} and
 * {@link LocationTriples}). Every triple of a record has the record or one of its fragments as subject, no node is blank, and
 * every fragment is reachable from its record: so a record can be replaced without looking at any other. Equal records give
 * equal triples in equal order. Safe for use by several threads.
 */
public final class Crosswalk {

    private final Names names;
    private final Vocabulary vocabulary;
    private final ServiceTriples services;
    private final OrganizationTriples organizations;
    private final LocationTriples locations;
    private final String publisher;

    /** A crosswalk whose data set is published by "Hilfenetz" itself. */
    public Crosswalk(URI base, Vocabulary vocabulary) {
        this(base, vocabulary, "Hilfenetz");
    }

    /**
     * @param base public base IRI, ending in a slash
     * @param publisher name of the body that publishes the data set
     */
    public Crosswalk(URI base, Vocabulary vocabulary, String publisher) {
        this.vocabulary = vocabulary;
        this.publisher = publisher;
        names = new Names(base, vocabulary);
        var shared = new SharedTriples(names);
        services = new ServiceTriples(names, new Alignments(vocabulary), shared);
        organizations = new OrganizationTriples(names, shared);
        locations = new LocationTriples(names, shared);
    }

    /** The IRI of a record. */
    public String iri(Kind kind, UUID id) {
        return names.iri(kind, id);
    }

    /** The base all our IRIs begin with. */
    public URI base() {
        return URI.create(names.base());
    }

    /** Every triple of {@code entry}, subject by subject: the record, then its fragments. */
    public void describe(Entry entry, Consumer<Triple> out) {
        var description = new Description(iri(entry.kind(), entry.id()));
        switch (entry) {
            case Service service -> services.describe(service, description);
            case Organization organization -> organizations.describe(organization, description);
            case Location location -> locations.describe(location, description);
            case Editorial editorial ->
                throw new IllegalArgumentException(
                        "what editors keep is not published as data: " + editorial.sourceId());
        }
        description.send(out);
    }

    /** What is to be said of the document that describes {@code entry} in one format: that it is of the data set, and of what. */
    public void describeDocument(Entry entry, String extension, Consumer<Triple> out) {
        var about = iri(entry.kind(), entry.id());
        var document = new Description(about + "." + extension);
        document.self()
                .type(Foaf.Document)
                .link(Foaf.primaryTopic, NodeFactory.createURI(about))
                .link(VOID.inDataset.asNode(), names.dataset());
        document.send(out);
    }

    /**
     * What records were derived from: when bytes with this SHA-256 came from one feed, and when they were processed last.
     *
     * @param started the processing; null where it is still waited for
     * @param ended the processing; null while it goes on
     */
    public void describeDelivery(
            String sha256,
            String feed,
            Instant received,
            @Nullable Instant started,
            @Nullable Instant ended,
            Consumer<Triple> out) {
        var delivery = names.delivery(sha256);
        var description = new Description(delivery.getURI());
        description.self().type(Prov.Entity).plain(names.own().feed, feed).instant(Prov.generatedAtTime, received);
        if (started != null) {
            description
                    .part("verarbeitung-" + feed)
                    .type(Prov.Activity)
                    .link(Prov.used, delivery)
                    .instant(Prov.startedAtTime, started)
                    .instant(Prov.endedAtTime, ended);
        }
        description.send(out);
    }

    /**
     * What records point to and no record owns: the concepts and areas, the EU's authority entries, our own terms, the data
     * set and its publisher. Subject by subject, each triple once.
     */
    public void describeVocabulary(Consumer<Triple> out) {
        var subjects = new LinkedHashMap<Node, Set<Triple>>();
        Consumer<Triple> collect = triple -> subjects.computeIfAbsent(triple.getSubject(), s -> new LinkedHashSet<>())
                .add(triple);
        vocabulary.forEachTriple(base(), collect);
        describeDataset(collect);
        subjects.values().forEach(triples -> triples.forEach(out));
    }

    private void describeDataset(Consumer<Triple> out) {
        var dataset = new Description(names.dataset().getURI());
        dataset.self()
                .type(Dcat.Dataset)
                .german(Dct.title, "Soziale Dienste")
                .german(Dct.description, "Verzeichnis der sozialen Dienste in städtischer und freier Trägerschaft.")
                .link(Dct.publisher, names.publisher());
        dataset.send(out);
        var agent = new Description(names.publisher().getURI());
        agent.self()
                .type(Foaf.Agent)
                .plain(Dct.identifier, "herausgeber")
                .german(Foaf.name, publisher)
                .german(Dct.title, publisher);
        agent.send(out);
    }
}

package de.hilfenetz.graph;

import de.hilfenetz.graph.Terms.Dcat;
import de.hilfenetz.store.SortedGraph;
import java.net.URI;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.GraphBase;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.apache.jena.util.iterator.NullIterator;
import org.apache.jena.util.iterator.SingletonIterator;

/** What a release says of where its records come from, and its name. Holds no triples of its own but that. */
final class Provenance extends GraphBase {

    private static final String PROV = "http://www.w3.org/ns/prov#";

    private final Graph published;
    private final Triple version;
    private final List<Node> properties;

    Provenance(URI base, String release, SortedGraph published) {
        this.published = published;
        version = Triple.create(
                NodeFactory.createURI(base + "id/datensatz/angebote"),
                Dcat.version,
                NodeFactory.createLiteralString(release));
        properties = published
                .properties()
                .filter(property ->
                        property.getURI().startsWith(PROV) || property.getURI().equals(base + "def/originPlace"))
                .toList();
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Triple pattern) {
        ExtendedIterator<Triple> all =
                pattern.matches(version) ? new SingletonIterator<>(version) : NullIterator.instance();
        var asked = pattern.getPredicate();
        for (var property : properties) {
            if (!asked.isConcrete() || asked.equals(property)) {
                all = all.andThen(published.find(pattern.getSubject(), property, pattern.getObject()));
            }
        }
        return all;
    }
}

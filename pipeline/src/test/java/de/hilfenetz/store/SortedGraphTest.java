package de.hilfenetz.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem.GraphMemFast;

/** It finds what Jena's own graph finds, and nobody can tell by it how it was made. */
class SortedGraphTest {

    private static final List<Node> THINGS = List.of(iri("a"), iri("b"), iri("c"), NodeFactory.createBlankNode("a"));
    private static final List<Node> PROPERTIES = List.of(iri("b"), iri("p"), iri("q"));
    private static final List<Node> VALUES = List.of(
            iri("a"),
            iri("z"),
            NodeFactory.createLiteralString("a"),
            NodeFactory.createLiteralLang("a", "de"),
            NodeFactory.createLiteralLang("a", "en"),
            NodeFactory.createLiteralDT("1", XSDDatatype.XSDinteger),
            NodeFactory.createLiteralDT("01", XSDDatatype.XSDinteger),
            NodeFactory.createLiteralDT("1", XSDDatatype.XSDdecimal));

    private static Node iri(String name) {
        return NodeFactory.createURI("https://hilfenetz.example.org/id/" + name);
    }

    @Provide
    Arbitrary<List<Triple>> triples() {
        return Combinators.combine(Arbitraries.of(THINGS), Arbitraries.of(PROPERTIES), Arbitraries.of(VALUES))
                .as(Triple::create)
                .list()
                .ofMaxSize(40);
    }

    private static SortedGraph graph(Collection<Triple> triples) {
        var builder = new SortedGraph.Builder();
        triples.forEach(builder::add);
        return builder.build();
    }

    private static List<Triple> withAny(List<Node> some, List<Node> others, List<Node> more) {
        var patterns = new ArrayList<Triple>();
        for (var subject : andAny(some)) {
            for (var property : andAny(others)) {
                for (var object : andAny(more)) {
                    patterns.add(Triple.create(subject, property, object));
                }
            }
        }
        return patterns;
    }

    private static List<Node> andAny(List<Node> some) {
        var all = new ArrayList<>(some);
        all.add(Node.ANY);
        return all;
    }

    private static final List<Triple> PATTERNS = withAny(THINGS, PROPERTIES, VALUES);

    @Property(tries = 200)
    void findsWhatJenasFinds(@ForAll("triples") List<Triple> triples) {
        var theirs = new GraphMemFast();
        triples.forEach(theirs::add);
        var ours = graph(triples);
        assertThat(ours.size()).isEqualTo(theirs.size());
        for (var pattern : PATTERNS) {
            assertThat(ours.find(pattern).toList())
                    .as("%s", pattern)
                    .containsExactlyInAnyOrderElementsOf(theirs.find(pattern).toList());
            assertThat(ours.contains(pattern)).isEqualTo(theirs.contains(pattern));
        }
    }

    @Property(tries = 200)
    void isTheSameWhateverItWasMadeOf(
            @ForAll("triples") List<Triple> before,
            @ForAll("triples") List<Triple> come,
            @ForAll("triples") List<Triple> later) {
        var middle = graph(before).with(before.subList(0, before.size() / 2), come);
        var changed = middle.with(come, later);
        var all = new ArrayList<>(before.subList(before.size() / 2, before.size()));
        all.addAll(later);
        var anew = graph(all);
        assertThat(changed.size()).isEqualTo(anew.size());
        assertThat(changed.terms().size()).isEqualTo(anew.terms().size());
        for (var pattern : PATTERNS) {
            assertThat(changed.find(pattern).toList())
                    .as("%s", pattern)
                    .containsExactlyElementsOf(anew.find(pattern).toList());
        }
        assertThat(changed.properties())
                .containsExactlyElementsOf(anew.properties().toList());
    }
}

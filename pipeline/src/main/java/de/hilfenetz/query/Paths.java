package de.hilfenetz.query;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_FixedLength;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_Mod;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_OneOrMoreN;
import org.apache.jena.sparql.path.P_Path0;
import org.apache.jena.sparql.path.P_Path1;
import org.apache.jena.sparql.path.P_Path2;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrMoreN;
import org.apache.jena.sparql.path.Path;

/** What property paths go along, and how far. */
final class Paths {

    /** Relations that end after a few steps: from a concept to the wider one, from a part to the whole. */
    private static final Set<String> SHORT = Set.of(
            "http://www.w3.org/2004/02/skos/core#broader",
            "http://www.w3.org/2004/02/skos/core#narrower",
            "http://www.w3.org/2004/02/skos/core#broaderTransitive",
            "http://www.w3.org/2004/02/skos/core#narrowerTransitive",
            "https://schema.org/containedInPlace",
            "https://schema.org/parentOrganization",
            "http://purl.org/dc/terms/isPartOf",
            "http://www.w3.org/ns/org#subOrganizationOf",
            "http://www.w3.org/ns/org#unitOf",
            "http://www.w3.org/2000/01/rdf-schema#subClassOf",
            "http://www.w3.org/2000/01/rdf-schema#subPropertyOf");

    private static final long REPEATS = 5;

    private Paths() {}

    /** All properties named in {@code path}. */
    static Set<Node> properties(Path path) {
        var properties = new LinkedHashSet<Node>();
        collect(path, properties);
        return properties;
    }

    private static void collect(Path path, Set<Node> properties) {
        switch (path) {
            case P_Path0 link -> properties.add(link.getNode());
            case P_NegPropSet none -> none.getNodes().forEach(link -> properties.add(link.getNode()));
            case P_Path1 one -> collect(one.getSubPath(), properties);
            case P_Path2 two -> {
                collect(two.getLeft(), properties);
                collect(two.getRight(), properties);
            }
            default -> {}
        }
    }

    /** Whether it may go on without an end. */
    static boolean isClosure(Path path) {
        return switch (path) {
            case P_ZeroOrMore1 star -> true;
            case P_ZeroOrMoreN star -> true;
            case P_OneOrMore1 plus -> true;
            case P_OneOrMoreN plus -> true;
            case P_Mod repeated ->
                repeated.getMax() < 0 || repeated.getMax() > REPEATS || isClosure(repeated.getSubPath());
            case P_FixedLength repeated -> repeated.getCount() > REPEATS || isClosure(repeated.getSubPath());
            case P_Path1 one -> isClosure(one.getSubPath());
            case P_Path2 two -> isClosure(two.getLeft()) || isClosure(two.getRight());
            default -> false;
        };
    }

    /** Whether everything that is repeated without an end is a relation that has one soon. */
    static boolean isShort(Path path) {
        return switch (path) {
            case P_ZeroOrMore1 star -> isStep(star.getSubPath());
            case P_ZeroOrMoreN star -> isStep(star.getSubPath());
            case P_OneOrMore1 plus -> isStep(plus.getSubPath());
            case P_OneOrMoreN plus -> isStep(plus.getSubPath());
            case P_Mod repeated -> isStep(repeated.getSubPath());
            case P_FixedLength repeated -> isStep(repeated.getSubPath());
            case P_Path1 one -> isShort(one.getSubPath());
            case P_Path2 two -> isShort(two.getLeft()) && isShort(two.getRight());
            default -> true;
        };
    }

    private static boolean isStep(Path path) {
        return switch (path) {
            case P_Link link -> isShort(link.getNode());
            case P_ReverseLink link -> isShort(link.getNode());
            case P_Inverse inverse -> isStep(inverse.getSubPath());
            case P_Alt either -> isStep(either.getLeft()) && isStep(either.getRight());
            default -> false;
        };
    }

    private static boolean isShort(Node property) {
        return property.isURI() && SHORT.contains(property.getURI());
    }
}

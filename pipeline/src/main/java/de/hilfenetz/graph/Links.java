package de.hilfenetz.graph;

import java.util.Locale;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.irix.IRIException;
import org.apache.jena.irix.IRIx;
import org.jspecify.annotations.Nullable;

/** Addresses that providers gave, as IRIs, where they are ones that every RDF parser takes without a warning. */
final class Links {

    private Links() {}

    /** The web address as a node; null where there is none or it is no http(s) IRI without violations. */
    static @Nullable Node web(@Nullable String address) {
        if (address == null) {
            return null;
        }
        var lower = address.length() < 9 ? "" : address.substring(0, 8).toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.equals("https://")) {
            return null;
        }
        return node(address);
    }

    private static @Nullable Node node(String address) {
        if (!hasOnlyIriCharacters(address)) {
            return null;
        }
        try {
            var iri = IRIx.create(address);
            return iri.hasViolations() ? null : NodeFactory.createURI(address);
        } catch (IRIException e) {
            return null;
        }
    }

    /** RFC 3987 leaves these out, and N-Triples could not write them. */
    private static boolean hasOnlyIriCharacters(String address) {
        for (var i = 0; i < address.length(); i++) {
            var c = address.charAt(i);
            if (c <= ' ' || (c >= 0x7f && c <= 0xa0) || Character.isSurrogate(c) || "<>\"{}|\\^`".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}

package de.hilfenetz.store;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.jena.graph.Node;

/** Terms by their numbers and numbers by their terms. */
final class TermDictionary {

    /** In this order terms are numbered. */
    static final Comparator<Node> BY_TEXT = Comparator.comparingInt(TermDictionary::kind)
            .thenComparing(TermDictionary::text)
            .thenComparing(node -> node.isLiteral() ? node.getLiteralLanguage() : "")
            .thenComparing(node -> node.isLiteral() ? node.getLiteralDatatypeURI() : "");

    private static int kind(Node node) {
        return node.isURI() ? 0 : node.isBlank() ? 1 : 2;
    }

    private static String text(Node node) {
        return node.isURI() ? node.getURI() : node.isBlank() ? node.getBlankNodeLabel() : node.getLiteralLexicalForm();
    }

    private final Node[] nodes;
    /** Numbers of terms, each where its hash points to or at the next free place; free ones are -1. */
    private final int[] table;

    TermDictionary(Node[] sorted) {
        nodes = sorted;
        table = new int[Integer.highestOneBit(Math.max(1, sorted.length)) * 4];
        Arrays.fill(table, -1);
        for (var i = 0; i < sorted.length; i++) {
            var place = start(sorted[i]);
            while (table[place] >= 0) {
                place = (place + 1) & (table.length - 1);
            }
            table[place] = i;
        }
    }

    private int start(Node node) {
        var hash = node.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 16) & (table.length - 1);
    }

    int size() {
        return nodes.length;
    }

    Node get(int number) {
        return nodes[number];
    }

    /** The number of a term; negative where there is none. */
    int find(Node node) {
        var place = start(node);
        while (table[place] >= 0) {
            if (nodes[table[place]].equals(node)) {
                return table[place];
            }
            place = (place + 1) & (table.length - 1);
        }
        return -1;
    }

    /**
     * These and others, which are sorted and not among these.
     *
     * @param moved takes the new number of each of these
     */
    TermDictionary with(Node[] others, int[] moved) {
        var all = new Node[nodes.length + others.length];
        var other = 0;
        for (var i = 0; i < nodes.length; i++) {
            while (other < others.length && BY_TEXT.compare(others[other], nodes[i]) < 0) {
                all[i + other] = others[other];
                other++;
            }
            moved[i] = i + other;
            all[i + other] = nodes[i];
        }
        System.arraycopy(others, other, all, nodes.length + other, others.length - other);
        return others.length == 0 ? this : new TermDictionary(all);
    }
}

package de.hilfenetz.store;

/** The order in which the triples of a pattern are matched: each time the one of which fewest are expected next. */
final class JoinOrder {

    private static final int TYPICAL_PROPERTIES = 10;
    /** What has nothing to do with what is matched already comes last: each of it is combined with each of the other. */
    private static final double FAR = 1e9;

    private JoinOrder() {}

    /**
     * The places of {@code triples} in the order in which to match them.
     *
     * @param triples as in {@link Join}
     * @param bound the places of the variables whose values are known before, as bits
     */
    static int[] of(SortedGraph graph, int[][] triples, long bound) {
        var order = new int[triples.length];
        var done = new boolean[triples.length];
        var known = bound;
        for (var i = 0; i < order.length; i++) {
            var best = -1;
            var least = Double.POSITIVE_INFINITY;
            for (var one = 0; one < triples.length; one++) {
                if (!done[one]) {
                    var expected = expected(graph, triples[one], known);
                    if (best < 0 || expected < least) {
                        best = one;
                        least = expected;
                    }
                }
            }
            order[i] = best;
            done[best] = true;
            known = with(triples[best], known);
        }
        return order;
    }

    static boolean isKnown(int term, long known) {
        return term >= 0 || (known & 1L << ~term) != 0;
    }

    /** What is known when {@code triple} is matched, too. */
    static long with(int[] triple, long known) {
        var then = known;
        for (var term : triple) {
            if (term < 0) {
                then |= 1L << ~term;
            }
        }
        return then;
    }

    /** How many triples match on average, for each match of those before. */
    private static double expected(SortedGraph graph, int[] triple, long known) {
        var cursor = new Cursor();
        graph.point(cursor, constant(triple[0]), constant(triple[1]), constant(triple[2]));
        double expected = cursor.left();
        if (expected == 0) {
            return 0;
        }
        var spread = triple[1] >= 0 ? graph.spread(triple[1]) : graph.spread();
        if (triple[0] < 0 && isKnown(triple[0], known)) {
            expected /= spread.subjects();
        }
        if (triple[1] < 0 && isKnown(triple[1], known)) {
            expected /= TYPICAL_PROPERTIES;
        }
        if (triple[2] < 0 && isKnown(triple[2], known)) {
            expected /= spread.objects();
        }
        var connected = known == 0 || isConnected(triple, known);
        return connected || expected <= 1 ? expected : expected * FAR;
    }

    private static boolean isConnected(int[] triple, long known) {
        for (var term : triple) {
            if (term < 0 && isKnown(term, known)) {
                return true;
            }
        }
        return with(triple, known) == known;
    }

    private static int constant(int term) {
        return term < 0 ? Cursor.ANY : term;
    }
}

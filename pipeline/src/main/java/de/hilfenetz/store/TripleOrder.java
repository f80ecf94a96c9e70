package de.hilfenetz.store;

/** All triples, sorted by one of their terms, then another, then the third. */
final class TripleOrder {

    /** Neighbouring triples of an order, the last one not included. */
    record Range(int from, int to) {
        boolean isEmpty() {
            return from >= to;
        }
    }

    /** By the first term: where its triples begin; the next one's beginning is their end. */
    final int[] starts;

    final int[] second;
    final int[] third;

    TripleOrder(int[] first, int[] second, int[] third, int terms) {
        this.second = second;
        this.third = third;
        starts = new int[terms + 1];
        for (var term : first) {
            starts[term + 1]++;
        }
        for (var i = 0; i < terms; i++) {
            starts[i + 1] += starts[i];
        }
    }

    Range find(int first) {
        return new Range(starts[first], starts[first + 1]);
    }

    Range find(int first, int second) {
        return narrow(this.second, find(first), second);
    }

    Range find(int first, int second, int third) {
        return narrow(this.third, find(first, second), third);
    }

    private static Range narrow(int[] sorted, Range range, int value) {
        var from = first(sorted, range, value);
        return new Range(from, from == range.to() ? from : first(sorted, new Range(from, range.to()), value + 1));
    }

    /** The first place whose value is not less. */
    private static int first(int[] sorted, Range range, int value) {
        var low = range.from();
        var high = range.to();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

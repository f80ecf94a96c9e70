package de.hilfenetz.serve;

import de.hilfenetz.graph.OpeningTimes;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Directory.Listed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The lines of one kind in German order, with the places where each word and each value of a facet occurs: a search reads
 * those places, never all lines. Immutable.
 */
final class Lines {

    /** Lines of nothing. */
    static final Lines NONE = new Lines(List.of(), List.of(), Map.of());

    private static final int[] NOWHERE = {};

    private final List<Listed> lines;
    private final Map<Facet, SortedMap<String, int[]>> values;
    private final String[] words;
    private final int[][] wordPlaces;
    private final OpeningTimes[] times;
    private final int[][] timePlaces;
    private final Instant[] changed;

    /** What lists are narrowed by; {@link #parameter} is its name in addresses. */
    enum Facet {
        AREA("gebiet"),
        TOPIC("thema"),
        SITUATION("lebenslage"),
        LANGUAGE("sprache"),
        PROVIDER("traeger"),
        /** What makes it easy to get there or to get in touch; the only one of which several may be asked for. */
        EASE("mit"),
        LETTER("buchstabe"),
        /** Whom it is for; asked for by programs. */
        AUDIENCE("zielgruppe"),
        /** What one of its places has for people with disabilities; asked for by programs. */
        FEATURE("merkmal");

        /** Those that pages offer. */
        static final List<Facet> SHOWN = List.of(AREA, TOPIC, SITUATION, LANGUAGE, PROVIDER, EASE, LETTER);

        private final String parameter;

        Facet(String parameter) {
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    /**
     * What one line is found by.
     *
     * @param words as {@link de.hilfenetz.query.GermanStems} has them
     * @param hours opening hours as OpenStreetMap writes them
     * @param changed when its content last changed
     */
    record Found(
            Map<Facet, ? extends Collection<String>> values,
            Collection<String> words,
            Collection<String> hours,
            Instant changed) {}

    /**
     * @param lines in the order they are shown
     * @param found what each of them is found by, in the same order
     * @param times what the opening hours mean
     */
    Lines(List<Listed> lines, List<Found> found, Map<String, Optional<OpeningTimes>> times) {
        this.lines = List.copyOf(lines);
        changed = found.stream().map(Found::changed).toArray(Instant[]::new);
        var byValue = new EnumMap<Facet, Map<String, Places>>(Facet.class);
        var byWord = new HashMap<String, Places>();
        var byHours = new HashMap<String, Places>();
        for (var place = 0; place < found.size(); place++) {
            var one = found.get(place);
            for (var facet : one.values().entrySet()) {
                for (var value : facet.getValue()) {
                    add(byValue.computeIfAbsent(facet.getKey(), key -> new HashMap<>()), value, place);
                }
            }
            for (var word : one.words()) {
                add(byWord, word, place);
            }
            for (var hours : one.hours()) {
                add(byHours, hours, place);
            }
        }
        values = new EnumMap<>(Facet.class);
        byValue.forEach((facet, places) -> values.put(facet, sorted(places)));
        var sorted = sorted(byWord);
        words = sorted.keySet().toArray(String[]::new);
        wordPlaces = sorted.values().toArray(int[][]::new);
        var known = new ArrayList<OpeningTimes>();
        var knownPlaces = new ArrayList<int[]>();
        sorted(byHours)
                .forEach((osm, places) -> times.getOrDefault(osm, Optional.empty())
                        .ifPresent(meaning -> {
                            known.add(meaning);
                            knownPlaces.add(places);
                        }));
        this.times = known.toArray(OpeningTimes[]::new);
        timePlaces = knownPlaces.toArray(int[][]::new);
    }

    private static void add(Map<String, Places> byValue, String value, int place) {
        if (!value.isEmpty()) {
            byValue.computeIfAbsent(value, key -> new Places()).add(place);
        }
    }

    private static SortedMap<String, int[]> sorted(Map<String, Places> byValue) {
        var sorted = new TreeMap<String, int[]>();
        byValue.forEach((value, places) -> sorted.put(value, places.toArray()));
        return sorted;
    }

    /** How many lines there are. */
    int size() {
        return lines.size();
    }

    /** All lines, in their order. */
    List<Listed> all() {
        return lines;
    }

    /** How often each value occurs among all lines. */
    SortedMap<String, Integer> counts(Facet facet) {
        var counts = new TreeMap<String, Integer>();
        places(facet).forEach((value, places) -> counts.put(value, places.length));
        return counts;
    }

    /** The lines that pass. */
    Selection select(Filter filter) {
        return new Selection(filter);
    }

    private SortedMap<String, int[]> places(Facet facet) {
        var places = values.get(facet);
        return places == null ? new TreeMap<>() : places;
    }

    private static BitSet set(int[] places) {
        var set = new BitSet();
        for (var place : places) {
            set.set(place);
        }
        return set;
    }

    /** Lines that have a word with {@code part} in it. */
    private BitSet having(String part) {
        var set = new BitSet(lines.size());
        for (var i = 0; i < words.length; i++) {
            if (words[i].contains(part)) {
                for (var place : wordPlaces[i]) {
                    set.set(place);
                }
            }
        }
        return set;
    }

    /** Lines whose opening hours can be read and say that it is open then. */
    private BitSet openAt(Instant moment) {
        var day = LocalDate.ofInstant(moment, Words.BERLIN);
        var set = new BitSet(lines.size());
        for (var i = 0; i < times.length; i++) {
            if (times[i].tells(day) && times[i].isOpenAt(moment)) {
                for (var place : timePlaces[i]) {
                    set.set(place);
                }
            }
        }
        return set;
    }

    private BitSet changedAfter(Instant moment) {
        var set = new BitSet(lines.size());
        for (var place = 0; place < changed.length; place++) {
            set.set(place, changed[place].isAfter(moment));
        }
        return set;
    }

    /** The lines that pass a filter. */
    final class Selection {

        private final Filter filter;
        private final BitSet places;

        private Selection(Filter filter) {
            this.filter = filter;
            places = pass(filter);
        }

        private BitSet pass(Filter wanted) {
            var set = new BitSet(lines.size());
            set.set(0, lines.size());
            wanted.words().forEach(word -> set.and(having(word)));
            var moment = wanted.openAt();
            if (moment != null) {
                set.and(openAt(moment));
            }
            var since = wanted.changedAfter();
            if (since != null) {
                set.and(changedAfter(since));
            }
            wanted.chosen()
                    .forEach((facet, chosen) ->
                            chosen.forEach(value -> set.and(set(places(facet).getOrDefault(value, NOWHERE)))));
            return set;
        }

        /** How many they are. */
        int size() {
            return places.cardinality();
        }

        /** At most {@code count} of them, after the first {@code from}. */
        List<Listed> page(long from, int count) {
            return places.stream().skip(from).limit(count).mapToObj(lines::get).toList();
        }

        /** All of them. */
        List<Listed> all() {
            return places.stream().mapToObj(lines::get).toList();
        }

        /**
         * How many there would be with each value of {@code facet}, whatever is chosen of it now; for {@link Facet#EASE}, added
         * to what is chosen. Values that would leave none are not in it.
         */
        SortedMap<String, Integer> counts(Facet facet) {
            var others =
                    facet == Facet.EASE || !filter.chosen().containsKey(facet) ? places : pass(filter.without(facet));
            var counts = new TreeMap<String, Integer>();
            Lines.this.places(facet).forEach((value, at) -> {
                var count = (int) IntStream.of(at).filter(others::get).count();
                if (count > 0) {
                    counts.put(value, count);
                }
            });
            return counts;
        }
    }

    /** A growing list of places; each place once. */
    private static final class Places {

        private int[] places = new int[2];
        private int size;

        void add(int place) {
            if (size > 0 && places[size - 1] == place) {
                return;
            }
            if (size == places.length) {
                places = Arrays.copyOf(places, size * 2);
            }
            places[size++] = place;
        }

        int[] toArray() {
            return Arrays.copyOf(places, size);
        }
    }
}

package de.hilfenetz.planning;

import de.hilfenetz.planning.Cell.Tally;
import de.hilfenetz.record.Answer;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.AreaFigures.Inhabitants;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How much there is: four measures by area, life situation and one split, each with what is not known of it. Site and catchment
 * are two things: services and hours are counted where the door is, whom they serve is counted apart. A service counts once in
 * each cell; over areas, life situations and slots it may count in several, so cells do not add up. Changes only by
 * {@link #recount}; not thread-safe while it does.
 */
public final class Coverage {

    private final Vocabulary vocabulary;
    private final Classes classes;
    /** Lets in what is counted; null where all is, and divided. */
    private final Selection.@Nullable Sieve sieve;

    private final Inventory inventory;
    private Reporting reporting;
    /** How many services a feed reports of each life situation. */
    private final Map<String, Map<String, Integer>> reportedSituations;
    /** The services at each place. */
    private final Map<UUID, Set<UUID>> offersAt;

    private final Map<String, Integer> situationIndex = new LinkedHashMap<>();
    private final Map<Slot, Integer> slotIndex = new LinkedHashMap<>();
    private final List<Slot> slots = new ArrayList<>();
    /** How often each slot was counted. */
    private final List<Long> occurrences = new ArrayList<>();

    private final Map<String, Tally[][]> byArea = new TreeMap<>();
    private final Map<String, Optional<Inhabitants>> inhabitants = new ConcurrentHashMap<>();
    private final String city;

    private Coverage(
            Inventory inventory,
            Reporting reporting,
            Vocabulary vocabulary,
            Map<String, Map<String, Integer>> reportedSituations,
            Map<UUID, Set<UUID>> offersAt,
            Selection.@Nullable Sieve sieve) {
        this.inventory = inventory;
        this.vocabulary = vocabulary;
        this.reporting = reporting;
        this.reportedSituations = reportedSituations;
        this.offersAt = offersAt;
        this.sieve = sieve;
        classes = new Classes(vocabulary);
        city = vocabulary.areas().city().notation();
        situationIndex.put(Classes.ALL, 0);
        for (var concept : vocabulary.getScheme("lebenslage").concepts()) {
            situationIndex.put(concept.notation(), situationIndex.size());
        }
        situationIndex.put(Split.UNKNOWN, situationIndex.size());
        area(city);
        vocabulary.areas().districts().forEach(area -> area(area.notation()));
        vocabulary.areas().quarters().forEach(area -> area(area.notation()));
        vocabulary.areas().neighbourhoods().forEach(area -> area(area.notation()));
        if (sieve == null) {
            inventory.offers().forEach(this::stand);
        }
        inventory.offers().forEach(offer -> count(offer, 1));
        offersAt.keySet().forEach(spot -> place(spot, 1));
    }

    /** Counts all that is in {@code inventory}. */
    public static Coverage of(Inventory inventory, Reporting reporting, Vocabulary vocabulary) {
        return new Coverage(inventory, reporting, vocabulary, new HashMap<>(), new HashMap<>(), null);
    }

    /**
     * The figures of those services alone that surely fit all slots, at those of their places where they do. Only undivided cells
     * are counted.
     */
    public Coverage only(List<Slot> some) {
        var selection = new Selection(city, Classes.ALL, some, null);
        return new Coverage(
                inventory,
                reporting,
                vocabulary,
                reportedSituations,
                offersAt,
                new Selection.Sieve(selection, inventory, vocabulary));
    }

    /**
     * Counts again what becomes of some records, and nothing else.
     *
     * @param ids services and places that change, come or go
     * @param change changes them in the inventory
     */
    public void recount(Collection<UUID> ids, Reporting other, Runnable change) {
        var offers = new TreeSet<UUID>();
        var spots = new TreeSet<UUID>();
        for (var id : ids) {
            inventory.findOffer(id).ifPresent(offer -> offers.add(id));
            offers.addAll(offersAt.getOrDefault(id, Set.of()));
            spots.add(id);
        }
        offers.forEach(id ->
                inventory.findOffer(id).ifPresent(offer -> offer.at().forEach(at -> spots.add(at.location()))));
        spots.forEach(spot -> place(spot, -1));
        for (var id : offers) {
            inventory.findOffer(id).ifPresent(offer -> {
                count(offer, -1);
                leave(offer);
            });
        }
        change.run();
        offers.addAll(ids);
        for (var id : offers) {
            inventory.findOffer(id).ifPresent(offer -> {
                for (var site : offer.at()) {
                    if (spots.add(site.location())) {
                        place(site.location(), -1);
                    }
                }
            });
        }
        for (var id : offers) {
            inventory.findOffer(id).ifPresent(this::stand);
        }
        for (var id : offers) {
            inventory.findOffer(id).ifPresent(offer -> count(offer, 1));
        }
        spots.forEach(spot -> place(spot, 1));
        reporting = other;
    }

    private void stand(Offer offer) {
        offer.at()
                .forEach(site -> offersAt.computeIfAbsent(site.location(), none -> new TreeSet<>())
                        .add(offer.id()));
    }

    private void leave(Offer offer) {
        offer.at()
                .forEach(site -> offersAt.computeIfPresent(site.location(), (spot, offers) -> {
                    offers.remove(offer.id());
                    return offers.isEmpty() ? null : offers;
                }));
    }

    /** @param sign 1 to count it, -1 to take back what was counted */
    private void count(Offer offer, int sign) {
        if (sieve != null && !sieve.isSure(offer)) {
            return;
        }
        var named = classes.situations(offer);
        var situations = indexes(named);
        if (sieve == null) {
            remember(offer, named, sign);
        }
        var own = indexes(slots(offer), sign);
        var sites = new TreeMap<String, List<Offer.Site>>();
        for (var site : offer.at()) {
            findSpot(site).ifPresent(spot -> {
                sites.computeIfAbsent(city, none -> new ArrayList<>()).add(site);
                spot.areas()
                        .forEach(area -> sites.computeIfAbsent(area, none -> new ArrayList<>())
                                .add(site));
            });
        }
        if (sites.isEmpty()) {
            add(offer, city, List.of(), situations, own, sign);
        }
        sites.forEach((area, there) -> add(offer, area, there, situations, own, sign));
        serve(offer, situations, own, sign);
    }

    private void remember(Offer offer, Collection<String> situations, int sign) {
        var reported = reportedSituations.computeIfAbsent(offer.feed(), feed -> new HashMap<>());
        situations.forEach(situation -> reported.merge(situation, sign, Coverage::sumOrNull));
        if (reported.isEmpty()) {
            reportedSituations.remove(offer.feed());
        }
    }

    /** Where a place that counts is. */
    private Optional<Spot> findSpot(Offer.Site site) {
        return inventory.findSpot(site.location()).filter(spot -> sieve == null || sieve.isSureAt(spot, site.hours()));
    }

    private Collection<Slot> slots(Offer offer) {
        return sieve == null ? classes.slots(offer) : List.of(Slot.ALL);
    }

    /** The slots of a service by those of its places. */
    private Collection<Slot> slots(Collection<Spot> spots, Collection<Offer.Timetable> timetables) {
        if (sieve != null) {
            return List.of();
        }
        var slots = classes.features(spots);
        slots.addAll(Classes.times(timetables));
        return slots;
    }

    private static @Nullable Integer sumOrNull(Integer before, Integer more) {
        var sum = before + more;
        return sum == 0 ? null : sum;
    }

    private void add(Offer offer, String area, List<Offer.Site> sites, int[] situations, int[] own, int sign) {
        var timetables = sites.isEmpty()
                ? List.of(offer.hours())
                : sites.stream().map(Offer.Site::hours).toList();
        var spots = sites.stream()
                .flatMap(site -> inventory.findSpot(site.location()).stream())
                .toList();
        var more = indexes(slots(spots, timetables), sign);
        var all = Arrays.copyOf(own, own.length + more.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        var minutes = timetables.stream()
                .mapToLong(
                        hours -> hours.opening() == null ? 0 : hours.opening().minutes())
                .sum();
        var isOpen = timetables.stream().anyMatch(hours -> hours.opening() != null);
        var isAppointment = !isOpen && timetables.stream().anyMatch(Offer.Timetable::byAppointment);
        var rows = area(area);
        for (var situation : situations) {
            for (var slot : all) {
                var tally = tally(rows, situation, slot);
                tally.services += sign;
                tally.minutes += sign * minutes;
                tally.withoutPlace += sites.isEmpty() ? sign : 0;
                tally.byAppointment += isAppointment ? sign : 0;
                tally.withoutHours += isOpen || isAppointment ? 0 : sign;
                var capacity = offer.capacity();
                if (capacity == null) {
                    tally.withoutCapacity += sign;
                } else {
                    tally.addCapacity(capacity.unit() == null ? "" : capacity.unit(), sign * capacity.number(), sign);
                }
            }
        }
    }

    /** Whom it serves, apart from where it is. */
    private void serve(Offer offer, int[] situations, int[] own, int sign) {
        if (offer.isCityWide(city)) {
            for (var situation : situations) {
                for (var slot : own) {
                    tally(area(city), situation, slot).cityWide += sign;
                }
            }
            return;
        }
        var served = new TreeSet<String>();
        offer.area().forEach(area -> addWithin(area, served));
        for (var area : served) {
            var rows = area(area);
            for (var situation : situations) {
                for (var slot : own) {
                    tally(rows, situation, slot).catchment += sign;
                }
            }
        }
    }

    private void addWithin(String area, Set<String> served) {
        served.add(area);
        vocabulary.areas().within(area).forEach(inner -> addWithin(inner.notation(), served));
    }

    /** A place once in each cell of any service that is there. */
    private void place(UUID id, int sign) {
        var spot = inventory.findSpot(id);
        if (spot.isEmpty() || !offersAt.containsKey(id)) {
            return;
        }
        var keys = new HashSet<Integer>();
        for (var offer : offersAt.getOrDefault(id, Set.of())) {
            inventory.findOffer(offer).filter(there -> isAt(there, spot.get())).ifPresent(there -> {
                var some = new ArrayList<>(slots(there));
                some.addAll(times(there, id));
                var slots = indexes(some, 0);
                for (var situation : indexes(classes.situations(there))) {
                    for (var slot : slots) {
                        keys.add(situation << 16 | slot);
                    }
                }
            });
        }
        var areas = new ArrayList<>(spot.get().areas());
        areas.add(city);
        var features = indexes(sieve == null ? classes.features(List.of(spot.get())) : List.of(), 0);
        for (var area : areas) {
            var rows = area(area);
            for (var key : keys) {
                var situation = key >> 16;
                var slot = key & 0xffff;
                tally(rows, situation, slot).places += sign;
                if (slots.get(slot).equals(Slot.ALL)) {
                    for (var feature : features) {
                        tally(rows, situation, feature).places += sign;
                    }
                }
            }
        }
    }

    private boolean isAt(Offer offer, Spot spot) {
        return sieve == null
                || (sieve.isSure(offer)
                        && offer.at().stream()
                                .anyMatch(site ->
                                        site.location().equals(spot.id()) && sieve.isSureAt(spot, site.hours())));
    }

    private Set<Slot> times(Offer offer, UUID place) {
        return sieve != null
                ? Set.of()
                : Classes.times(offer.at().stream()
                        .filter(site -> site.location().equals(place))
                        .map(Offer.Site::hours)
                        .toList());
    }

    private int[] indexes(Collection<String> situations) {
        return situations.stream()
                .mapToInt(situation ->
                        situationIndex.getOrDefault(situation, situationIndex.getOrDefault(Split.UNKNOWN, 0)))
                .distinct()
                .toArray();
    }

    /** @param sign of the count by which a slot is known to occur anywhere; 0 where only its index is asked for */
    private int[] indexes(Collection<Slot> some, int sign) {
        var indexes = new int[some.size()];
        var at = 0;
        for (var slot : some) {
            var index = slotIndex.computeIfAbsent(slot, added -> {
                slots.add(added);
                occurrences.add(0L);
                return slots.size() - 1;
            });
            occurrences.set(index, occurrences.get(index) + sign);
            indexes[at++] = index;
        }
        return indexes;
    }

    private Tally[][] area(String notation) {
        return byArea.computeIfAbsent(notation, added -> new Tally[situationIndex.size()][]);
    }

    private Tally tally(Tally[][] rows, int situation, int slot) {
        var row = rows[situation];
        if (row == null || row.length <= slot) {
            var longer = Math.max(slot + 1, slots.size());
            row = row == null ? new Tally[longer] : Arrays.copyOf(row, longer);
            rows[situation] = row;
        }
        var tally = row[slot];
        if (tally == null) {
            tally = new Tally();
            row[slot] = tally;
        }
        return tally;
    }

    private Optional<Tally> find(String area, String situation, Slot slot) {
        var rows = byArea.get(area);
        var at = situationIndex.get(situation);
        var index = slotIndex.get(slot);
        if (rows == null || at == null || index == null) {
            return Optional.empty();
        }
        var row = rows[at];
        return row == null || row.length <= index ? Optional.empty() : Optional.ofNullable(row[index]);
    }

    /**
     * The figures of one area, life situation and slot, zero where nothing is reported.
     *
     * @param area AGS of the city, number of a Stadtbezirk, Stadtteil or Wohnquartier
     * @param situation notation, {@code alle}, or {@code unbekannt} for services that name none
     */
    public Cell cell(String area, String situation, Slot slot) {
        var tally = find(area, situation, slot).orElseGet(Tally::new);
        var everywhere =
                find(city, situation, slot).map(found -> found.cityWide).orElse(0);
        return tally.cell(everywhere, reporting, missing(situation), inhabitants(area, slot));
    }

    private @Nullable Inhabitants inhabitants(String area, Slot slot) {
        return vocabulary.areas().figures().knowsInhabitants()
                ? inhabitants
                        .computeIfAbsent(
                                area + "/" + slot,
                                key -> Ages.inhabitants(vocabulary.areas().figures(), area, slot))
                        .orElse(null)
                : null;
    }

    /** The feeds that should report on a life situation and do not: those that did, and those of which nobody knows what they do. */
    List<String> missing(String situation) {
        return reporting.missing().keySet().stream()
                .filter(feed -> !reportedSituations.containsKey(feed)
                        || reportedSituations.getOrDefault(feed, Map.of()).containsKey(situation))
                .toList();
    }

    /** The areas, the city first, then by number. */
    public List<String> areas() {
        var areas = new ArrayList<String>();
        areas.add(city);
        for (var length = 2; length <= 4; length++) {
            for (var area : byArea.keySet()) {
                if (area.length() == length && occurs(area)) {
                    areas.add(area);
                }
            }
        }
        return areas;
    }

    /** The life situations in the order of their scheme, after {@code alle} and before {@code unbekannt}. */
    public List<String> situations() {
        return List.copyOf(situationIndex.keySet());
    }

    /** The life situations without a broader one. */
    public List<String> topSituations() {
        return vocabulary.getScheme("lebenslage").topConcepts().stream()
                .map(Concept::notation)
                .toList();
    }

    /** The slots of a split that occur anywhere, in the order of the vocabulary, languages by code; unknown ones last. */
    public List<Slot> slots(Split split) {
        var order = new HashMap<String, Integer>();
        split.scheme()
                .ifPresent(scheme -> vocabulary
                        .getScheme(scheme)
                        .concepts()
                        .forEach(concept -> order.put(concept.notation(), order.size())));
        return slots.stream()
                .filter(slot -> slot.split() == split && occurs(slot))
                .sorted(Comparator.comparing((Slot slot) -> slot.value().equals(Split.UNKNOWN))
                        .thenComparingInt(slot -> order.getOrDefault(slot.value(), order.size()))
                        .thenComparing(Slot::value)
                        .thenComparing(slot -> slot.answer() == null ? Answer.YES : slot.answer()))
                .toList();
    }

    /** Areas that only records name are there as long as one does. */
    private boolean occurs(String area) {
        return vocabulary.areas().find(area).isPresent()
                || find(area, Classes.ALL, Slot.ALL)
                        .filter(tally -> tally.services > 0 || tally.catchment > 0)
                        .isPresent();
    }

    private boolean occurs(Slot slot) {
        var index = slotIndex.get(slot);
        return index != null && occurrences.get(index) > 0;
    }

    /** The week in which hours are counted. */
    public Week week() {
        return inventory.week();
    }

    /** What is known of the feeds. */
    public Reporting reporting() {
        return reporting;
    }

    /** How large an area is, in the words of the table. */
    public static String kindOf(String area) {
        return switch (area.length()) {
            case 2 -> "stadtbezirk";
            case 3 -> "stadtteil";
            case 4 -> "wohnquartier";
            default -> "stadt";
        };
    }

    /** The areas one below another: Stadtbezirke of the city, Stadtteile of a Stadtbezirk, Wohnquartiere of a Stadtteil. */
    public List<String> within(String area) {
        return vocabulary.areas().within(area).stream().map(Area::notation).toList();
    }
}

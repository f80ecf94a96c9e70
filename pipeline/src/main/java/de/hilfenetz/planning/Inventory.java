package de.hilfenetz.planning;

import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Service;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The services and places of one state, reduced to what planning needs. Records may come in any order and again, the last one
 * holds. Not thread-safe while it is filled.
 */
public final class Inventory {

    private final Week week;
    private final Map<UUID, Offer> offers = new TreeMap<>();
    private final Map<UUID, Spot> spots = new HashMap<>();
    /** Many say the same hours. */
    private final Map<String, Optional<Opening>> openings = new HashMap<>();
    /** And the same of many other things, which then are kept once. */
    private final Map<Object, Object> shared = new HashMap<>();

    /** An empty one whose hours are counted in {@code week}. */
    public Inventory(Week week) {
        this.week = week;
    }

    /** Another one with the same in it, to go on from; this one must not be filled any more. */
    public Inventory copy() {
        var copy = new Inventory(week);
        copy.offers.putAll(offers);
        copy.spots.putAll(spots);
        copy.openings.putAll(openings);
        copy.shared.putAll(shared);
        return copy;
    }

    /** Keeps only the records that {@code isThere}. */
    public void keep(Predicate<UUID> isThere) {
        offers.keySet().removeIf(isThere.negate());
        spots.keySet().removeIf(isThere.negate());
    }

    /** Takes a record in; one that does not count, and one that is neither service nor place, is left out. */
    public void add(Entry entry) {
        switch (entry) {
            case Service service -> {
                if (Offer.isCounted(service)) {
                    offers.put(service.id(), Offer.of(service, this::opening).shared(this::share));
                } else {
                    offers.remove(service.id());
                }
            }
            case Location location -> spots.put(location.id(), Spot.of(location));
            default -> {}
        }
    }

    /** Forgets a record. */
    public void remove(UUID id) {
        offers.remove(id);
        spots.remove(id);
    }

    private Object share(Object value) {
        var known = shared.putIfAbsent(value, value);
        return known == null ? value : known;
    }

    private @Nullable Opening opening(String osm) {
        return openings.computeIfAbsent(osm, text -> Opening.of(text, week)).orElse(null);
    }

    /** The week in which hours are counted. */
    public Week week() {
        return week;
    }

    /** All services that count, in the order of their ids. */
    public Collection<Offer> offers() {
        return offers.values();
    }

    /** The service with this id, where it counts. */
    public Optional<Offer> findOffer(UUID id) {
        return Optional.ofNullable(offers.get(id));
    }

    /** The place with this id, where it is public. */
    public Optional<Spot> findSpot(UUID id) {
        return Optional.ofNullable(spots.get(id));
    }
}

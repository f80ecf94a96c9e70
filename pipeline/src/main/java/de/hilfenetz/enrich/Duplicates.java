package de.hilfenetz.enrich;

import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.LikelyDuplicate;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds records of different feeds that are likely the same thing. Only records that share a word of the name, a line, a
 * mailbox or a house are compared, so the work grows with the data and not with its square. The result does not depend on the
 * order of the records.
 */
public final class Duplicates {

    /** Points from which a pair is worth somebody's time. */
    public static final int THRESHOLD = 60;

    /** A word that more records share says nothing. */
    private static final int LARGEST_BLOCK = 60;

    private static final double NEAR = 0.0006;
    private static final Set<String> EMPTY_WORDS = Set.of("beratung", "beratungsstelle", "haus", "zentrum");

    private Duplicates() {}

    /** Pairs with at least {@link #THRESHOLD} points, the likeliest first. Protected services are compared with nobody. */
    public static List<LikelyDuplicate> find(List<Entry> entries) {
        var blocks = new HashMap<String, Set<Seen>>();
        var addresses = addresses(entries);
        for (var entry : entries) {
            if (!(entry instanceof Service service && service.protectedPlace())) {
                var seen = Seen.of(entry, addresses);
                seen.keys()
                        .forEach(key -> blocks.computeIfAbsent(key, none -> new LinkedHashSet<>())
                                .add(seen));
            }
        }
        var pairs = new TreeMap<String, LikelyDuplicate>();
        for (var block : blocks.values()) {
            if (block.size() <= LARGEST_BLOCK) {
                compare(List.copyOf(block), pairs);
            }
        }
        return pairs.values().stream()
                .sorted(Comparator.comparingInt(LikelyDuplicate::score)
                        .reversed()
                        .thenComparing(pair -> pair.one().toString())
                        .thenComparing(pair -> pair.other().toString()))
                .toList();
    }

    /** Where places are, for those that have a house number. */
    private static Map<UUID, String> addresses(List<Entry> entries) {
        var addresses = new HashMap<UUID, String>();
        for (var entry : entries) {
            if (entry instanceof Location location) {
                var said = location.address();
                if (said != null && said.street() != null && said.houseNumber() != null) {
                    addresses.put(
                            location.id(),
                            Likeness.folded(said.street() + " " + said.houseNumber())
                                    .replace("strasse", "str")
                                    .replace(" ", ""));
                }
            }
        }
        return addresses;
    }

    private static void compare(List<Seen> block, Map<String, LikelyDuplicate> pairs) {
        for (var i = 0; i < block.size(); i++) {
            for (var j = i + 1; j < block.size(); j++) {
                var first = block.get(i);
                var second = block.get(j);
                if (first.feed().equals(second.feed()) || first.id().equals(second.id())) {
                    continue;
                }
                var swap = first.id().toString().compareTo(second.id().toString()) > 0;
                var one = swap ? second : first;
                var other = swap ? first : second;
                var reasons = reasons(one, other);
                var score = Math.min(
                        100,
                        reasons.values().stream().mapToInt(Integer::intValue).sum());
                if (score >= THRESHOLD) {
                    pairs.putIfAbsent(
                            one.id() + " " + other.id(),
                            new LikelyDuplicate(
                                    one.id(), other.id(), one.entry().kind(), score, reasons));
                }
            }
        }
    }

    /** A name alone is never enough: "Sozialberatung" is offered by everybody. */
    private static SortedMap<String, Integer> reasons(Seen one, Seen other) {
        var reasons = new TreeMap<String, Integer>();
        var name = Likeness.of(one.name(), other.name());
        if (name >= 0.85) {
            reasons.put("name", (int) Math.round((name - 0.85) / 0.15 * 30) + 20);
        }
        if (!one.address().isEmpty() && one.address().equals(other.address())) {
            reasons.put("address", 35);
        }
        if (shared(one.lines(), other.lines())) {
            reasons.put("phone", 30);
        }
        if (shared(one.mails(), other.mails())) {
            reasons.put("email", 25);
        }
        if (shared(one.sites(), other.sites())) {
            reasons.put("place", 25);
        }
        if (isNear(one.entry(), other.entry())) {
            reasons.put("position", 25);
        }
        return reasons;
    }

    private static boolean shared(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static boolean isNear(Entry one, Entry other) {
        return one instanceof Location first
                && other instanceof Location second
                && first.point() != null
                && second.point() != null
                && Math.abs(first.point().lat() - second.point().lat()) < NEAR
                && Math.abs(first.point().lon() - second.point().lon()) < NEAR * 1.6;
    }

    /** A record as it is compared. */
    private record Seen(
            Entry entry, String name, String address, Set<String> lines, Set<String> mails, Set<String> sites) {

        static Seen of(Entry entry, Map<UUID, String> addresses) {
            var contacts = new ArrayList<Contact>();
            var sites = new LinkedHashSet<String>();
            var address = "";
            switch (entry) {
                case Service service -> {
                    contacts.addAll(service.contacts());
                    // One house may be a record in each feed.
                    service.at()
                            .forEach(at -> sites.add(addresses.getOrDefault(
                                    at.location(), at.location().toString())));
                }
                case Location location -> {
                    contacts.addAll(location.contacts());
                    address = addresses.getOrDefault(location.id(), "");
                }
                case Organization organization -> contacts.addAll(organization.contacts());
                case Editorial editorial ->
                    throw new IllegalArgumentException("no duplicates are sought of " + editorial.sourceId());
            }
            var lines = new LinkedHashSet<String>();
            var mails = new LinkedHashSet<String>();
            for (var contact : contacts) {
                contact.phones().forEach(phone -> lines.add(phone.dial()));
                if (contact.email() != null) {
                    mails.add(contact.email().toLowerCase(Locale.ROOT));
                }
            }
            return new Seen(entry, Likeness.folded(entry.name().best()), address, lines, mails, sites);
        }

        UUID id() {
            return entry.id();
        }

        String feed() {
            return entry.feed();
        }

        Set<String> keys() {
            var kind = entry.kind().json() + " ";
            var keys = new LinkedHashSet<String>();
            Likeness.words(name).stream()
                    .filter(word -> word.length() > 3 && !EMPTY_WORDS.contains(word))
                    .forEach(word -> keys.add(kind + word.substring(0, Math.min(6, word.length()))));
            lines.forEach(line -> keys.add(kind + line));
            mails.forEach(mail -> keys.add(kind + mail));
            if (!address.isEmpty()) {
                keys.add(kind + address);
            }
            sites.forEach(site -> keys.add(kind + site));
            return keys;
        }
    }
}

package de.hilfenetz.serve;

import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Views.Crisis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Numbers to call at once: from the data, with the day somebody checked them; the three that must never be missing also without. */
final class CrisisNumbers {

    private static final List<String> MOST_URGENT = List.of("112", "110", "116117", "116016");

    private final Words t;

    CrisisNumbers(Words t) {
        this.t = t;
    }

    /** All of them. */
    List<Crisis> all(Optional<Published> published) {
        var known = new HashSet<String>();
        var numbers = new ArrayList<Crisis>();
        published.ifPresent(now -> now.directory().crisis().forEach(service -> add(service, numbers, known)));
        for (var number : List.of("112", "110", "116 117")) {
            var dial = number.replace(" ", "");
            if (known.add(dial)) {
                numbers.add(new Crisis(t.of("krise." + dial), null, number, dial, null, null));
            }
        }
        numbers.sort(Comparator.comparingInt(CrisisNumbers::urgency));
        return numbers;
    }

    /** Those that must not be missing where somebody may be in danger. */
    List<Crisis> mostUrgent(Published published) {
        return all(Optional.of(published)).stream()
                .filter(crisis -> MOST_URGENT.contains(crisis.dial()))
                .toList();
    }

    /** Those for somebody who reads about these topics and life situations; none where they know no crisis. */
    List<Crisis> about(Published published, Set<String> subjects) {
        var numbers = new ArrayList<Crisis>();
        var known = new HashSet<String>();
        for (var service : published.directory().crisis()) {
            if (!Collections.disjoint(service.topics(), subjects)
                    || !Collections.disjoint(service.lifeSituations(), subjects)) {
                add(service, numbers, known);
            }
        }
        numbers.sort(Comparator.comparingInt(CrisisNumbers::urgency));
        return numbers;
    }

    /** What saves lives comes first; the others keep their order. */
    private static int urgency(Crisis crisis) {
        var place = MOST_URGENT.indexOf(crisis.dial());
        return place < 0 ? MOST_URGENT.size() : place;
    }

    private void add(Service service, List<Crisis> numbers, Set<String> known) {
        var confirmed = service.dates() == null ? null : service.dates().confirmed();
        for (var contact : service.contacts()) {
            for (var phone : contact.phones()) {
                if (known.add(phone.dial())) {
                    numbers.add(new Crisis(
                            service.name().best(t.tag()),
                            t.mark(service.name()),
                            Web.national(phone.number()),
                            phone.dial(),
                            "/angebote/" + service.id(),
                            confirmed == null ? null : t.day(confirmed)));
                }
            }
        }
    }
}

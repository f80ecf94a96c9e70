package de.hilfenetz.protect;

import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Ruling.Question;
import de.hilfenetz.record.Ruling.Role;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people decided about protected records, as it stands: the last word of each role on each question. Immutable. */
public final class Rulings {

    private final Map<Asked, Ruling> last = new HashMap<>();

    private record Asked(UUID record, Question question, Role role) {}

    /** @param rulings in the order they were said */
    public Rulings(List<Ruling> rulings) {
        for (var ruling : rulings) {
            // Two records compared are no matter of protection.
            if (ruling.other() != null) {
                continue;
            }
            last.put(new Asked(ruling.record(), ruling.question(), ruling.role()), ruling);
        }
    }

    /** Nobody decided anything. */
    public static Rulings none() {
        return new Rulings(List.of());
    }

    /**
     * Whether provider and editor, two persons, both released the place and neither release has ended (SP-3). Two names said by
     * one key are one person.
     */
    public boolean isReleased(UUID record, LocalDate today) {
        var provider = yes(record, Question.RELEASE_PLACE, Role.PROVIDER);
        var editor = yes(record, Question.RELEASE_PLACE, Role.EDITOR);
        return provider.isPresent()
                && editor.isPresent()
                && !isSamePerson(provider.get(), editor.get())
                && holds(provider.get(), today)
                && holds(editor.get(), today);
    }

    /** The words for a release that hold and wait for a second person, the oldest first. */
    public List<Ruling> waiting(LocalDate today) {
        return last.values().stream()
                .filter(ruling -> ruling.question() == Question.RELEASE_PLACE
                        && ruling.yes()
                        && holds(ruling, today)
                        && !isReleased(ruling.record(), today))
                .sorted(Comparator.comparing(Ruling::at).thenComparing(Ruling::role))
                .toList();
    }

    /** Whether an editor said that this is a public counselling centre. */
    public boolean isCounsellingCentre(UUID record) {
        return yes(record, Question.COUNSELLING_CENTRE, Role.EDITOR).isPresent();
    }

    /** Whether the provider said yes to the address. */
    public boolean hasConsent(UUID record) {
        return yes(record, Question.ADDRESS_CONSENT, Role.PROVIDER).isPresent();
    }

    /** Changes when any of it begins or ends to hold, so that records are looked at again. */
    public String fingerprint(LocalDate today) {
        var words = last.values().stream()
                .map(ruling -> "%s %s %s %s %s"
                        .formatted(
                                ruling.record(),
                                ruling.question(),
                                ruling.role(),
                                ruling.yes(),
                                ruling.until() == null || holds(ruling, today)));
        // Who speaks can change what two words come to.
        var released = last.keySet().stream()
                .filter(asked -> asked.question() == Question.RELEASE_PLACE)
                .map(asked -> asked.record() + " released " + isReleased(asked.record(), today));
        return Stream.concat(words, released).distinct().sorted().collect(Collectors.joining("\n"));
    }

    private Optional<Ruling> yes(UUID record, Question question, Role role) {
        return Optional.ofNullable(last.get(new Asked(record, question, role))).filter(Ruling::yes);
    }

    private static boolean holds(Ruling ruling, LocalDate today) {
        return ruling.until() != null && !today.isAfter(ruling.until());
    }

    private static boolean isSamePerson(Ruling one, Ruling other) {
        return letters(one.person()).equals(letters(other.person()))
                || (one.key() != null && one.key().equals(other.key()));
    }

    private static String letters(String person) {
        return person.toLowerCase(Locale.GERMAN).replaceAll("[^\\p{L}]", "");
    }
}

package de.hilfenetz.serve;

import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Views.OperatorView.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two records side by side, for somebody to tell whether they are one thing. Only what is public of them is looked at. */
final class Sides {

    private final Snapshot snapshot;
    private final Parts parts;
    private final Words t;

    Sides(Snapshot snapshot, Parts parts, Words t) {
        this.snapshot = snapshot;
        this.parts = parts;
        this.t = t;
    }

    /** Line by line; none where one of the two is no longer public. */
    List<Side> of(UUID one, UUID other) {
        var first = find(one);
        var second = find(other);
        if (first.isEmpty() || second.isEmpty()) {
            return List.of();
        }
        var sides = new ArrayList<Side>();
        var left = lines(first.get());
        var right = lines(second.get());
        for (var i = 0; i < left.size(); i++) {
            if (!left.get(i).texts().isEmpty() || !right.get(i).texts().isEmpty()) {
                sides.add(new Side(
                        t.of(left.get(i).key()),
                        left.get(i).texts(),
                        right.get(i).texts()));
            }
        }
        return sides;
    }

    private Optional<Entry> find(@Nullable UUID id) {
        return id == null ? Optional.empty() : snapshot.find(id).map(Version::entry);
    }

    private record Line(String key, List<String> texts) {}

    private List<Line> lines(Entry entry) {
        return switch (entry) {
            case Service service ->
                lines(
                        entry,
                        name(service.organization()),
                        service.protectedPlace()
                                ? List.of(t.of("treffer.geschuetzt"))
                                : service.at().stream()
                                        .flatMap(at -> find(at.location()).stream())
                                        .map(Location.class::cast)
                                        .map(this::place)
                                        .toList(),
                        service.contacts(),
                        wording(service.hours()),
                        parts.paragraphs(service.description()));
            case Location location ->
                lines(
                        entry,
                        name(location.organization()),
                        parts.address(location.address()),
                        location.contacts(),
                        wording(location.hours()),
                        parts.paragraphs(location.description()));
            case Organization organization ->
                lines(
                        entry,
                        name(organization.parent()),
                        List.of(),
                        organization.contacts(),
                        List.of(),
                        parts.paragraphs(organization.description()));
            case Editorial editorial ->
                throw new IllegalArgumentException("nothing of it is a duplicate: " + entry.id());
        };
    }

    private List<Line> lines(
            Entry entry,
            List<String> organization,
            List<String> address,
            List<Contact> contacts,
            List<String> hours,
            List<String> description) {
        var dates = entry.dates();
        return List.of(
                new Line("quelle.organization", organization),
                new Line("quelle.address", address),
                new Line(
                        "kontakt.telefon",
                        parts.calls(contacts).stream().map(Views.Call::number).toList()),
                new Line(
                        "kontakt.ohne",
                        parts.reach(contacts, List.of()).stream()
                                .map(Views.Reach::text)
                                .toList()),
                new Line("quelle.hours", hours),
                new Line("quelle.description", description),
                new Line("betrieb.quelle", List.of(entry.feed())),
                new Line(
                        "betrieb.bestaetigt",
                        dates == null || dates.confirmed() == null
                                ? List.of()
                                : List.of(t.day(dates.confirmed()).text())));
    }

    private List<String> name(@Nullable UUID organization) {
        return find(organization).map(entry -> entry.name().best(t.tag())).stream()
                .toList();
    }

    private String place(Location location) {
        return String.join(
                ", ",
                Stream.concat(Stream.of(location.name().best(t.tag())), parts.address(location.address()).stream())
                        .distinct()
                        .toList());
    }

    private static List<String> wording(@Nullable Hours hours) {
        return hours == null
                ? List.of()
                : Stream.of(hours.text(), hours.osm())
                        .flatMap(Stream::ofNullable)
                        .limit(1)
                        .toList();
    }
}

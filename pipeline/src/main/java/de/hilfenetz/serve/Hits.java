package de.hilfenetz.serve;

import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Listed;
import de.hilfenetz.serve.Views.Hit;
import de.hilfenetz.serve.Views.Link;
import java.util.ArrayList;
import java.util.List;

/** Lines of the directory as a list shows them. */
final class Hits {

    private final Words t;
    private final Labels labels;
    private final Directory directory;

    Hits(Words t, Labels labels, Directory directory) {
        this.t = t;
        this.labels = labels;
        this.directory = directory;
    }

    Hit of(Listed listed) {
        return hit(listed, true);
    }

    Hit withoutProvider(Listed listed) {
        return hit(listed, false);
    }

    private Hit hit(Listed listed, boolean provider) {
        var remarks = new ArrayList<String>();
        if (provider) {
            directory.find(listed.organization()).map(Listed::name).ifPresent(remarks::add);
        }
        var where = where(listed);
        if (!where.isEmpty()) {
            remarks.add(where);
        }
        if (listed.kind() != Kind.SERVICE) {
            var services = listed.kind() == Kind.ORGANIZATION
                    ? directory.servicesOf(listed.id())
                    : directory.servicesAt(listed.id());
            remarks.add(t.count("angebote", services.size()));
        }
        return new Hit(listed.name(), t.markGerman(), path(listed), remarks, topics(listed));
    }

    private String where(Listed listed) {
        if (listed.protectedPlace()) {
            return t.of("treffer.geschuetzt");
        }
        var quarters =
                listed.areas().stream().filter(area -> area.length() == 3).toList();
        var shown = quarters.isEmpty() ? List.copyOf(listed.areas()) : quarters;
        return String.join(", ", shown.stream().limit(3).map(labels::area).toList()) + (shown.size() > 3 ? " …" : "");
    }

    private List<Link> topics(Listed listed) {
        return listed.topics().stream()
                .sorted()
                .map(topic -> new Link(labels.of("thema", topic), ""))
                .toList();
    }

    /** The page of a record. */
    static String path(Listed listed) {
        return path(listed.kind()) + "/" + listed.id();
    }

    /** The list of a kind. */
    static String path(Kind kind) {
        return switch (kind) {
            case SERVICE -> "/angebote";
            case ORGANIZATION -> "/traeger";
            case LOCATION -> "/orte";
            case EDITORIAL -> throw new IllegalArgumentException("what editors keep has no list");
        };
    }
}

package de.hilfenetz.finding;

import de.hilfenetz.record.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the findings of one record in the order they were found. Not thread-safe. */
public final class Findings {

    private final List<Finding> list = new ArrayList<>();

    /** Adds one. */
    public void add(Finding finding) {
        list.add(finding);
    }

    /** Adds a finding about one value. */
    public void add(Rule rule, Place place, @Nullable String field, @Nullable String value) {
        list.add(Finding.of(rule, place, field, value));
    }

    /** Adds all of {@code others}. */
    public void addAll(Iterable<Finding> others) {
        others.forEach(list::add);
    }

    /** Whether any of them is an error. */
    public boolean hasErrors() {
        return list.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** A copy, in order. */
    public List<Finding> list() {
        return List.copyOf(list);
    }
}

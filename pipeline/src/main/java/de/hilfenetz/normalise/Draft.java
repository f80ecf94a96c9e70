package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Origin;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A record in canonical shape, before it has an identity.
 *
 * @param json the canonical shape, but {@code id} and references are the provider's own (strings), and there is no {@code feed},
 *     {@code sourceId}, {@code dates}, {@code origin}, {@code licence}. In their stead at top level: {@code changed} (instant
 *     in UTC), {@code confirmed} (day) and {@code confidential} (only ever {@code true}). It may lack {@code id}; with an error
 *     among the findings it may lack anything
 * @param findings in the order they were found
 * @param fields by JSON pointer into {@code json}: where the value stood and by which rules it was changed (none: as delivered)
 * @param locate puts a finding that a later stage makes about a canonical value to where the provider's value stands
 */
public record Draft(
        ObjectNode json,
        List<Finding> findings,
        SortedMap<String, Origin.Field> fields,
        UnaryOperator<Finding> locate) {

    public Draft {
        findings = List.copyOf(findings);
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }
}

package de.hilfenetz.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One record as the provider sent it, before anything is made of it. The hash is known at once; the tree is parsed only
 * when asked for, so that an unchanged record costs no more than its hash.
 *
 * @param row number of the record in its file, from 1
 * @param place where it begins
 * @param sha256 over the record's own bytes or cells: equal for equal records wherever they stand
 * @param parse reads the tree; called at most once, on the reading thread, before the next record is read
 */
public record RawRecord(long row, Place place, Sha256 sha256, Supplier<Tree> parse) {

    /**
     * The record's values.
     *
     * @param root the values; every scalar is an object of its own
     * @param places where each scalar stands, by object identity ({@link java.util.IdentityHashMap}); a value that is not
     *     in it stands at the record's own place
     */
    public record Tree(JsonNode root, Map<JsonNode, Place> places) {}
}

package de.hilfenetz.journal;

/**
 * What a feed lost within some days without anybody having said so: many small losses are a large one.
 *
 * @param days how many, up to this run
 * @param live most of its public records within them
 * @param removed of which so many are gone; announced and confirmed ones are not counted
 */
public record Past(int days, long live, long removed) {}

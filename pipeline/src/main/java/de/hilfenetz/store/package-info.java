/**
 * A graph in memory that never changes, and how ARQ asks it: terms are numbered in order, triples are numbers in three orders,
 * and patterns are joined, counted and tested by numbers, so that a term is looked at only where a query looks at it. What
 * comes out is what ARQ finds by itself in any other graph. What the triples mean is not its business.
 */
@NullMarked
package de.hilfenetz.store;

import org.jspecify.annotations.NullMarked;

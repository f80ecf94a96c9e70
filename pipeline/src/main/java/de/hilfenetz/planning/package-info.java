/**
 * What planners ask of a release: how much is there, where, for whom, when, and what nobody knows. Public records go in, one
 * after the other; tables of figures come out. Nothing here judges: need and outcome are not in the records.
 */
@NullMarked
package de.hilfenetz.planning;

import org.jspecify.annotations.NullMarked;

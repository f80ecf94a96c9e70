/**
 * The stages in their order, for one delivery: the one engine behind run, push and dry run. Knows what comes before what and
 * decides from the findings' severities whether a record is accepted or held; what a stage does is the stage's own business.
 */
@NullMarked
package de.hilfenetz.intake;

import org.jspecify.annotations.NullMarked;

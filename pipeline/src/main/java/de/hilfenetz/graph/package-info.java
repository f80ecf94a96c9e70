/**
 * Canonical records as linked data: the crosswalk to CPSV-AP, schema.org, ORG, LOCN and GeoSPARQL, its forms (N-Triples,
 * Turtle, JSON-LD), and the graph of a release as its files say it. Records come in, triples go out; where records are kept,
 * which files and pages are made of triples, and how a graph is asked, is not its business.
 */
@NullMarked
package de.hilfenetz.graph;

import org.jspecify.annotations.NullMarked;

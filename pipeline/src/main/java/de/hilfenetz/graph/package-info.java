/**
 * Canonical records as linked data: the crosswalk to CPSV-AP, schema.org, ORG, LOCN and GeoSPARQL, its forms (N-Triples,
 * Turtle, JSON-LD), the graph that is asked, and SPARQL over it. Records come in, triples and answers go out; where records
 * are kept, and which files and pages are made of triples, is not its business.
 */
@NullMarked
package de.hilfenetz.graph;

import org.jspecify.annotations.NullMarked;

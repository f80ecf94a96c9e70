package de.hilfenetz.intake;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.validate.Schemas;

/** The stages that all feeds share. */
record Stages(Schemas schemas, Concepts concepts, Districts districts, RecordShapes shapes) {}

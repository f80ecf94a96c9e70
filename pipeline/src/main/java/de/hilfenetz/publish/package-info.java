/**
 * Releases: from one state of the journal to files that are written, checked, sealed and pointed to in one step, and the
 * catalogue that tells data portals of them. Who asks for files and how they are sent is not its business.
 */
@NullMarked
package de.hilfenetz.publish;

import org.jspecify.annotations.NullMarked;

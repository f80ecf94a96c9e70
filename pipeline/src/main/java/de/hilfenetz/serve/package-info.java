/**
 * What the public sees over HTTP: pages, downloads, linked data, SPARQL. A request comes in and is answered from one release,
 * taken once at its beginning. Making releases, and deciding what may be public, is not its business: it shows what is there.
 */
@NullMarked
package de.hilfenetz.serve;

import org.jspecify.annotations.NullMarked;

/**
 * Where deliveries come from: each feed is looked at by its own schedule, over HTTP or in the file system, again after a
 * passing trouble, and never at another feed's cost. Feeds come in; streams of bytes go out to one {@link
 * de.hilfenetz.route.Reception}. What the bytes mean is not its business.
 */
@NullMarked
package de.hilfenetz.route;

import org.jspecify.annotations.NullMarked;

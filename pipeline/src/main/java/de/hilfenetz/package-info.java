/**
 * The program: its commands and settings, and the place where all other packages are put together. Arguments and
 * environment variables come in; a running Hilfenetz goes out. What a record means is not its business.
 */
@NullMarked
package de.hilfenetz;

import org.jspecify.annotations.NullMarked;

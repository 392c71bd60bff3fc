/**
 * Writes the rows of a result as files, as they come: for downloads, programs and whoever else has a result set. Reads such
 * files row by row.
 */
@NullMarked
package dev.sallyport.transfer.format;

import org.jspecify.annotations.NullMarked;

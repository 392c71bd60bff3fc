/**
 * Moves tables into files. {@link dev.sallyport.transfer.Exporter} writes a table, or the rows of any SQL, into a folder;
 * a manifest there says what is in it, and an export that was cut off goes on by it. See docs/transfer.md.
 */
@NullMarked
package dev.sallyport.transfer;

import org.jspecify.annotations.NullMarked;

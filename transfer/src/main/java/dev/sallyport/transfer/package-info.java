/**
 * Moves tables into files and files into tables. {@link dev.sallyport.transfer.Exporter} writes a table, or the rows of any SQL, into a folder;
 * a manifest there says what is in it, and an export that was cut off goes on by it. {@link
 * dev.sallyport.transfer.Loader} writes files into a table, and what became of each row into files; it goes on by its own
 * notes. See docs/transfer.md.
 */
@NullMarked
package dev.sallyport.transfer;

import org.jspecify.annotations.NullMarked;

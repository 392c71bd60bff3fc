/**
 * A fuzzer of SOQL: queries made at random from the grammar, each answered twice, by the engine and by the meanings that
 * its parts were made with, over the same few rows.
 */
@NullMarked
package dev.sallyport.org.fuzz;

import org.jspecify.annotations.NullMarked;

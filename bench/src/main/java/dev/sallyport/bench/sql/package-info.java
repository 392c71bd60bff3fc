/**
 * Measures Sallyport's SQL over an org: reading much, reading one row, planning, a suite of questions, and the import of a
 * large schema.
 */
@NullMarked
package dev.sallyport.bench.sql;

import org.jspecify.annotations.NullMarked;

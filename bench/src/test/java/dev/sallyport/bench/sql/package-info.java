/** That the measures of SQL measure what they say. */
@NullMarked
package dev.sallyport.bench.sql;

import org.jspecify.annotations.NullMarked;

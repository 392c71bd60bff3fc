/** That the measures of tokens measure what they say. */
@NullMarked
package dev.sallyport.bench.console;

import org.jspecify.annotations.NullMarked;

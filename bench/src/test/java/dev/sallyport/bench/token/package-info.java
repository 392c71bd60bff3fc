/** That the measures of tokens measure what they say. */
@NullMarked
package dev.sallyport.bench.token;

import org.jspecify.annotations.NullMarked;

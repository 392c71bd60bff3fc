/**
 * What a token costs: the look-up of one that is at hand, beside Spring Security's, and the calls of the token endpoint that
 * ten thousand callers make who want one at the same moment.
 */
@NullMarked
package dev.sallyport.bench.token;

import org.jspecify.annotations.NullMarked;

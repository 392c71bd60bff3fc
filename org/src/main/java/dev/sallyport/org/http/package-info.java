/**
 * The plumbing that every endpoint of the org shares: which API versions it speaks, the listener on loopback, and the
 * wire between the two. Every request passes {@code Wire}, which inflates and bounds its body, and hands the answer's
 * bytes out, all of them or, where a test planned a fault, not; {@link dev.sallyport.org.http.Traffic} counts it.
 * Nothing here knows what an endpoint answers.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.http;

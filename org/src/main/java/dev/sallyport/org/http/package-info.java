/**
 * The plumbing that every endpoint of the org shares: which API versions it speaks, the loopback listener, and the
 * traffic desk that counts what goes over the wire and makes the faults that a test asks for. Nothing here knows what
 * an endpoint answers.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.http;

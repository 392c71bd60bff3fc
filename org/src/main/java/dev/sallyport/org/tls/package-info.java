/**
 * The key and the certificate that an org answers HTTPS with: made by the org itself, for its own names, and signed by an
 * authority that signs nothing else. Clients trust that authority by one of the two files that are written out.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.tls;

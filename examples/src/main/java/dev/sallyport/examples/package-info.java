/** The library {@code sallyport-auth} alone, in plain Java: no server, no framework, the JDK's own HTTP client. */
@NullMarked
package dev.sallyport.examples;

import org.jspecify.annotations.NullMarked;

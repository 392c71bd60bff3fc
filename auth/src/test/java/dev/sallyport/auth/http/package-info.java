/** Deadlines and certificates against servers that misbehave on the wire. */
@NullMarked
package dev.sallyport.auth.http;

import org.jspecify.annotations.NullMarked;

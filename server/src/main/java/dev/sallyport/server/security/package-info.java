/** How a request proves whose it is, and what it may do. */
@NullMarked
package dev.sallyport.server.security;

import org.jspecify.annotations.NullMarked;

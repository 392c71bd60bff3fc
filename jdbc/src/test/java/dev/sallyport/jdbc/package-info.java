/** The driver, from its class and as the jar that ships. */
@NullMarked
package dev.sallyport.jdbc;

import org.jspecify.annotations.NullMarked;

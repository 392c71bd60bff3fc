/** The catalogue through its door, on H2 and on PostgreSQL alike. */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;

/**
 * SQL over Arrow Flight SQL. {@link dev.sallyport.flight.FlightSqlServer} answers clients; who they are and what their
 * statements read is behind {@link dev.sallyport.flight.Gate}, which whoever starts it brings along. See docs/flight.md.
 */
@NullMarked
package dev.sallyport.flight;

import org.jspecify.annotations.NullMarked;

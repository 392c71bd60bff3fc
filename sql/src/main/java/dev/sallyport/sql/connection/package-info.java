/**
 * What {@link dev.sallyport.sql.SalesforceDatabase} hands out: JDBC's objects over the engine's. Where the engine's answer
 * is not a user's, it is given here: what can be cancelled and when time is up, dates and times without a time zone's
 * tricks, all of {@link java.sql.DatabaseMetaData}, transactions that are none, and one exception with its SQLState for
 * whatever goes wrong beneath.
 */
@NullMarked
package dev.sallyport.sql.connection;

import org.jspecify.annotations.NullMarked;

/**
 * The JDBC driver: {@code jdbc:sallyport:salesforce://host}. It reads its properties, makes a security provider of them,
 * and leaves the rest to {@link dev.sallyport.sql.SalesforceDatabase}. Shipped as one jar in which nothing stands outside
 * {@code dev.sallyport}.
 */
@NullMarked
package dev.sallyport.jdbc;

import org.jspecify.annotations.NullMarked;

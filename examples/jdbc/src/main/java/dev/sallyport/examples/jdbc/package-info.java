/** The JDBC driver in plain Java: nothing but {@code java.sql}. */
@NullMarked
package dev.sallyport.examples.jdbc;

import org.jspecify.annotations.NullMarked;

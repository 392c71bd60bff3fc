/** The JDBC driver as the data source of a Spring Boot application. */
@NullMarked
package dev.sallyport.examples.jdbc.spring;

import org.jspecify.annotations.NullMarked;

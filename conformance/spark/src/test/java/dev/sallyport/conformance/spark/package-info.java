/** Apache Spark over the JDBC driver's one jar. */
@NullMarked
package dev.sallyport.conformance.spark;

import org.jspecify.annotations.NullMarked;

/** Salesforce as a data source of Apache Spark. */
@NullMarked
package dev.sallyport.examples.spark;

import org.jspecify.annotations.NullMarked;

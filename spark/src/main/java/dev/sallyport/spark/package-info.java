/**
 * Salesforce as a data source and a catalog of Apache Spark. What is here runs in the driver program, where the
 * credentials are; what executors run is in {@link dev.sallyport.spark.task}.
 */
@NullMarked
package dev.sallyport.spark;

import org.jspecify.annotations.NullMarked;

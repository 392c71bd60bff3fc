/**
 * What travels to executors and runs there: parts of a query and rows to be written, each with an access token that lives
 * for a short time. Nothing here knows a credential, a catalogue or Calcite.
 */
@NullMarked
package dev.sallyport.spark.task;

import org.jspecify.annotations.NullMarked;

/**
 * INSERT, UPDATE, DELETE, UPSERT and MERGE. {@link dev.sallyport.sql.write.Modifications} turns what Calcite makes of such
 * a statement into a plan that reads no more than ids and what the new values need;
 * {@link dev.sallyport.sql.write.RecordModification} runs it; {@link dev.sallyport.sql.write.StatementWrites} is the part
 * of JDBC's statements that is about writes: batches, generated keys, failures row by row.
 */
@NullMarked
package dev.sallyport.sql.write;

import org.jspecify.annotations.NullMarked;

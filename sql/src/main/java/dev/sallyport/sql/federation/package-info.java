/**
 * Tables of other databases beside those of the org: a {@link dev.sallyport.sql.federation.ForeignServer} is a schema, and
 * what of a plan reads one server alone becomes one SQL statement to it. The words are those of SQL/MED: foreign server,
 * foreign table. The planner's door is {@link dev.sallyport.sql.federation.ForeignScan}.
 */
@NullMarked
package dev.sallyport.sql.federation;

import org.jspecify.annotations.NullMarked;

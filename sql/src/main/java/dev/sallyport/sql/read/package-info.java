/**
 * By which of Salesforce's APIs records are read, and what that is expected to cost. {@link
 * dev.sallyport.sql.read.ReadSession} opens queries; {@link dev.sallyport.sql.read.Obstacle} says what keeps a query from an
 * API; {@link dev.sallyport.sql.read.RecordCounts} knows how large tables are.
 */
@NullMarked
package dev.sallyport.sql.read;

import org.jspecify.annotations.NullMarked;

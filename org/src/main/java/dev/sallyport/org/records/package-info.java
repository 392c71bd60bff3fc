/**
 * Writing records: create, update, upsert, delete and undelete, with the checks that Salesforce makes and the errors that
 * it gives. Each API brings what its callers sent to {@link dev.sallyport.org.records.RecordStore} and words the outcome
 * in its own way. Records are read through {@link dev.sallyport.org.soql.SoqlEngine}.
 */
@NullMarked
package dev.sallyport.org.records;

import org.jspecify.annotations.NullMarked;

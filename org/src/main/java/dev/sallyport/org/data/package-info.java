/**
 * What the local org knows: its schema of sObject types, and their rows in an embedded database.
 *
 * <p>Each sObject type is one resource file under {@code sobjects/}, one table of the same name, and one
 * {@link dev.sallyport.org.data.SObjectType} from which describe answers, SOQL and writes take all they know. A type may
 * be made, changed and deleted while the org runs: {@link dev.sallyport.org.data.CustomDefinitions}. Rows are made by
 * {@link dev.sallyport.org.data.SeedData} and by {@link dev.sallyport.org.data.RecordStore}; they are read by SOQL.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.data;

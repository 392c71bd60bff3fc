/** Tests of the schema, the database, the ids and the rows that a new org has. */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.data;

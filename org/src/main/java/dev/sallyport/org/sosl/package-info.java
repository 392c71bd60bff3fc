/**
 * SOSL: text searches over several types of record at once. The statement is parsed by an ANTLR grammar; what RETURNING
 * says of each type is SOQL, and is answered by the engine of {@code org.soql} with the search as one more condition.
 * The way in is {@link dev.sallyport.org.sosl.SoslEngine}.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.sosl;

/**
 * SOQL: the text of a query is parsed by an ANTLR grammar into an syntax tree, resolved
 * against the schema and what the running user may see, compiled to SQL on the embedded database, and answered page by
 * page. The way in is {@link dev.sallyport.org.soql.SoqlEngine}. Errors carry Salesforce's codes and words.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.soql;

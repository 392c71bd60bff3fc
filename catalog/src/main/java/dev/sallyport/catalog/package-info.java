/**
 * What a team has set up and imported: security providers with their credentials, data servers, and the tables read
 * from them, kept in an H2 file in a data folder or, by one setting, in PostgreSQL. {@link
 * dev.sallyport.catalog.Catalog} is the door. Secrets are encrypted before they reach the database, each bound to the
 * provider that owns it; the key comes from the environment, a file, or is made on first start.
 */
@NullMarked
package dev.sallyport.catalog;

import org.jspecify.annotations.NullMarked;

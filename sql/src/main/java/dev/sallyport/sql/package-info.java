/**
 * Salesforce as SQL. {@link dev.sallyport.sql.SalesforceDatabase} opens JDBC connections over imported sObjects:
 * Apache Calcite parses, validates and plans; {@code plan} folds what Salesforce can do itself into SOQL; {@code soql}
 * writes that SOQL; what is left runs here, over rows as they stream in.
 */
@NullMarked
package dev.sallyport.sql;

import org.jspecify.annotations.NullMarked;

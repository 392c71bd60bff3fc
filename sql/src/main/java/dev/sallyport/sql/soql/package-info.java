/**
 * SOQL as data, and its one writer. A {@link dev.sallyport.sql.soql.SoqlQuery} holds what the plan has pushed down; each
 * of its conditions means in SOQL exactly what it meant in SQL, and where the two languages differ (empty text, null,
 * fractions compared with whole numbers) the writer bridges the difference. For {@code sql} and
 * {@code spark}.
 */
@NullMarked
package dev.sallyport.sql.soql;

import org.jspecify.annotations.NullMarked;

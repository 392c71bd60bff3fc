/**
 * Random SQL over random records: what push-down answers is what the same SQL answers without it, and what H2 answers
 * on the same rows.
 */
@NullMarked
package dev.sallyport.sql.exact;

import org.jspecify.annotations.NullMarked;

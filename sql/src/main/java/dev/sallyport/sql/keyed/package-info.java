/** What is read by the keys of another relation, whoever has it. */
@NullMarked
package dev.sallyport.sql.keyed;

import org.jspecify.annotations.NullMarked;

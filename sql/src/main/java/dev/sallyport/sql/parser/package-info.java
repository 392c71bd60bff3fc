/** How the text of a statement is read. */
@NullMarked
package dev.sallyport.sql.parser;

import org.jspecify.annotations.NullMarked;

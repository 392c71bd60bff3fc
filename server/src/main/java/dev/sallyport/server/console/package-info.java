/** The pages that people see. A page is a record with all that its template shows; templates are in {@code src/main/jte}. */
@NullMarked
package dev.sallyport.server.console;

import org.jspecify.annotations.NullMarked;

/** Flight SQL's door to the server: the same accounts, tokens, roles and limits as the REST API's. */
@NullMarked
package dev.sallyport.server.flight;

import org.jspecify.annotations.NullMarked;

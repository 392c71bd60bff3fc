/** Changes to the catalogue as both doors make them, the API and the console: each leaves its entry in the audit trail. */
@NullMarked
package dev.sallyport.server.administration;

import org.jspecify.annotations.NullMarked;

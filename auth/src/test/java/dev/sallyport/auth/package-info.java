/** The provider model through its public doors: what is refused, what travels, what never shows. */
@NullMarked
package dev.sallyport.auth;

import org.jspecify.annotations.NullMarked;

/** Tokens and refusals through the public doors, against a server that plays literal answers. */
@NullMarked
package dev.sallyport.auth.oauth;

import org.jspecify.annotations.NullMarked;

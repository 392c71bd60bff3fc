/** How people come in by an authorization server, and get tokens of their own from it. */
@NullMarked
package dev.sallyport.server.signin;

import org.jspecify.annotations.NullMarked;

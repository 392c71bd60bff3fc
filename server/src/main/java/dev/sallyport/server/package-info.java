/** The server: the catalogue over HTTP, to programs as a REST API and to people as a console. Its door is {@link Server}. */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;

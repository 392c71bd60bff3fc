/** The REST API under {@code /api/v1}. */
@NullMarked
package dev.sallyport.server.api;

import org.jspecify.annotations.NullMarked;

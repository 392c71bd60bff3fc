/** Who did what, and what it changed. */
@NullMarked
package dev.sallyport.server.audit;

import org.jspecify.annotations.NullMarked;

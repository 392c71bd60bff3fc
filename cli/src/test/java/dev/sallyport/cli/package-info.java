/** The real commands, in process, against a real local org. */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;

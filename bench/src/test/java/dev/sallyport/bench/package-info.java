/** That the benchmark measures what it says. */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;

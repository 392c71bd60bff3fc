/** A real Spark over the local org. */
@NullMarked
package dev.sallyport.spark;

import org.jspecify.annotations.NullMarked;

/** What the benchmark does with Spark. */
@NullMarked
package dev.sallyport.bench.spark;

import org.jspecify.annotations.NullMarked;

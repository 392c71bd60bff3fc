/** What a measure is: a figure, what it is held against in the same run, and how it is shown. */
@NullMarked
package dev.sallyport.bench.measure;

import org.jspecify.annotations.NullMarked;

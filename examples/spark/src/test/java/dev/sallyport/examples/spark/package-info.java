@NullMarked
package dev.sallyport.examples.spark;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.sallyport.examples.jdbc;

import org.jspecify.annotations.NullMarked;

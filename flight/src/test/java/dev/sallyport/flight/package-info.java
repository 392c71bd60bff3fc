@NullMarked
package dev.sallyport.flight;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.sallyport.transfer;

import org.jspecify.annotations.NullMarked;

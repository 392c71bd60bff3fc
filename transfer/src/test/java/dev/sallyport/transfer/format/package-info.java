@NullMarked
package dev.sallyport.transfer.format;

import org.jspecify.annotations.NullMarked;

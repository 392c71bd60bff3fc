/** That the examples do what they show, against the local org. */
@NullMarked
package dev.sallyport.examples;

import org.jspecify.annotations.NullMarked;

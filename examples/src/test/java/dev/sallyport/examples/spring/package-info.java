/** That Spring's own clients work with Sallyport's tokens, against the local org. */
@NullMarked
package dev.sallyport.examples.spring;

import org.jspecify.annotations.NullMarked;

/** Both halves of the guide in a real browser: what a person sees, by the names that are on the pages. */
@NullMarked
package dev.sallyport.conformance.browser;

import org.jspecify.annotations.NullMarked;

/** SOQL's grammar, its meaning and its refusals. */
@NullMarked
package dev.sallyport.org.soql;

import org.jspecify.annotations.NullMarked;

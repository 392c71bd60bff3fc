@NullMarked
package dev.sallyport.examples.jdbc.spring;

import org.jspecify.annotations.NullMarked;

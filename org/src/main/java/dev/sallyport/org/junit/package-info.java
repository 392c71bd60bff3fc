/**
 * A local org in JUnit Jupiter tests. This package alone needs JUnit, which the tests bring along: nothing else of the
 * org refers to it.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.junit;

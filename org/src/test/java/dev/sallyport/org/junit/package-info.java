@org.jspecify.annotations.NullMarked
package dev.sallyport.org.junit;

/** The org, tried from outside: real HTTP against a running server. */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org;

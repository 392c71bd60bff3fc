/**
 * For applications that use Spring Security's OAuth 2.0 client and keep its interceptors and its configuration, but want
 * tokens that live until a 401 ends them.
 */
@NullMarked
package dev.sallyport.examples.spring;

import org.jspecify.annotations.NullMarked;

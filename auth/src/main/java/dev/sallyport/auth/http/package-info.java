/**
 * One request, one answer, within a deadline. What every client of a remote needs and none should write twice: a wait
 * that ends even when a body trickles, and the failures of name service, connection and TLS told apart, each with its
 * advice.
 */
@NullMarked
package dev.sallyport.auth.http;

import org.jspecify.annotations.NullMarked;

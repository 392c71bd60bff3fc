/**
 * Sessions: what a token or a signed-in person stands for. Every API asks
 * {@link dev.sallyport.org.session.Sessions} whom a token lets in, and meters the call with
 * {@link dev.sallyport.org.session.ApiMeter}. Only hashes of tokens are kept.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.session;

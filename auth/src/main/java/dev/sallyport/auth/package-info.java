/**
 * Security providers and tokens: how a system proves itself to a resource, and the one place where access tokens are
 * fetched, kept and replaced. Usable alone, without the rest of Sallyport. The messages themselves are those of the
 * Nimbus OAuth SDK; what is Sallyport's own is the provider model, the life of a token, and what each refusal means.
 */
@NullMarked
package dev.sallyport.auth;

import org.jspecify.annotations.NullMarked;

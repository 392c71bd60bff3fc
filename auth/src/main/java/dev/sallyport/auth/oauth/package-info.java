/**
 * What an OAuth provider does: the token endpoint's requests and what each answer means, the one place where tokens are
 * fetched, kept, shared and replaced, the sign-in of people, and the metadata, ID tokens and claims that belong to it. The
 * messages themselves are those of the Nimbus OAuth SDK.
 */
@NullMarked
package dev.sallyport.auth.oauth;

import org.jspecify.annotations.NullMarked;

/**
 * The org's OAuth 2.0 server: the token endpoint with the client credentials flow, user info, the identity URL,
 * revocation (RFC 7009), introspection (RFC 7662) and discovery. Answers and refusals are Salesforce's, to the word.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.oauth;

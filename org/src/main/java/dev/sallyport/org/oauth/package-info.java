/**
 * The org's OAuth 2.0 server. {@link dev.sallyport.org.oauth.OAuthServer} puts it together: the authorization endpoint with
 * its pages for login and approval, the token endpoint with a {@code Grant} for each flow, the device flow's page, user
 * info, the identity URL, revocation (RFC 7009), introspection (RFC 7662), ID tokens and their keys, and discovery. Answers
 * and refusals are Salesforce's, to the word. The JWT library is not loaded before a flow needs it.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.oauth;

package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/**
 * The credential of type Client: who the client is and how it proves it.
 *
 * @param clientId Salesforce calls it consumer key, App Builder user name
 * @param clientSecret Salesforce calls it consumer secret, App Builder password; null where there is none, or not yet: an
 *     imported provider may come without
 */
public record ClientCredential(String clientId, @Nullable Secret clientSecret) {}

package dev.sallyport.auth;

/**
 * The credential of type Client: who the client is and how it proves it.
 *
 * @param clientId Salesforce calls it consumer key, App Builder user name
 * @param clientSecret Salesforce calls it consumer secret, App Builder password
 */
public record ClientCredential(String clientId, Secret clientSecret) {}

package dev.sallyport.catalog;

import dev.sallyport.salesforce.OAuthServerUrl;

/**
 * A named connection to a system.
 *
 * @param name identifies the server; case-sensitive
 * @param type what it connects to
 * @param securityProvider the name of the provider that authorises its requests
 * @param oauthServerUrl the advanced setting that names the instance and the API version
 */
public record DataServer(String name, DataServerType type, String securityProvider, OAuthServerUrl oauthServerUrl) {}

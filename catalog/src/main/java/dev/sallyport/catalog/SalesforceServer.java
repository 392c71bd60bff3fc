package dev.sallyport.catalog;

import dev.sallyport.salesforce.OAuthServerUrl;

/**
 * A connection to a Salesforce org.
 *
 * @param name identifies the server; case-sensitive
 * @param securityProvider the name of the provider that authorises its requests
 * @param oauthServerUrl the advanced setting that names the instance and the API version
 */
public record SalesforceServer(String name, String securityProvider, OAuthServerUrl oauthServerUrl)
        implements DataServer {
    @Override
    public DataServerType type() {
        return DataServerType.SALESFORCE;
    }

    @Override
    public String address() {
        return oauthServerUrl.toString();
    }
}

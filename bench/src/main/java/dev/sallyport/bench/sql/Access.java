package dev.sallyport.bench.sql;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;

/**
 * An org and the app that calls it.
 *
 * @param instance the org's My Domain
 * @param key the app's consumer key
 * @param secret the app's consumer secret
 */
record Access(URI instance, String key, Secret secret) {
    /** The API version that all clients use. */
    static final String VERSION = "60.0";

    static Access of(LocalOrg org) {
        ReadyApp app = org.readyApp();
        return new Access(org.instanceUrl(), app.consumerKey(), Secret.of(app.consumerSecret()));
    }

    /** Sallyport's client; it has called nothing yet. */
    SalesforceClient client() {
        HttpClient http = HttpClient.newHttpClient();
        return new SalesforceClient(
                OAuthServerUrl.parse(instance + "/services/Soap/c/" + VERSION), resourceAccess(http), http);
    }

    /** How requests get their token. */
    ResourceAccess resourceAccess(HttpClient http) {
        OAuthProvider provider =
                OAuthProvider.salesforceClientCredentials("Bench", instance, new ClientCredential(key, secret));
        return provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC()));
    }
}

package dev.sallyport.conformance;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.sallyport.org.Administrator;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** A local org with an app that is ready, and the ways into it. */
final class OrgUnderTest implements AutoCloseable {
    private final LocalOrg org = LocalOrg.start();
    private final ReadyApp app = org.readyApp();

    /** The root of all endpoints, without a slash at its end. */
    String url() {
        return org.instanceUrl().toString();
    }

    URI uri(String path) {
        return URI.create(url() + path);
    }

    LocalOrg org() {
        return org;
    }

    ReadyApp app() {
        return app;
    }

    Administrator administrator() {
        return org.administrator();
    }

    /** An access token of the integration user, by client credentials. */
    String token() {
        ClientSecretBasic client =
                new ClientSecretBasic(new ClientID(app.consumerKey()), new Secret(app.consumerSecret()));
        TokenRequest request =
                new TokenRequest.Builder(uri("/services/oauth2/token"), client, new ClientCredentialsGrant()).build();
        try {
            return TokenResponse.parse(request.toHTTPRequest().send())
                    .toSuccessResponse()
                    .getTokens()
                    .getAccessToken()
                    .getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        org.close();
    }
}

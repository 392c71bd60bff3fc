package dev.sallyport.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a provider's transport believes. */
class ProviderHttpTest {
    private static final ProviderParameters BELIEVING =
            new ProviderParameters(null, false, false, Map.of(), true, Map.of(), Map.of());

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_unless_the_provider_says_otherwise(@TempDir Path folder) {
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            AuthorizationException refusal =
                    catchThrowableOfType(AuthorizationException.class, source(org, ProviderParameters.NONE)::token);

            assertThat(refusal.reason()).isEqualTo(Reason.TLS_FAILED);
            assertThat(source(org, BELIEVING).token().value().reveal()).startsWith("00D");
        }
    }

    private static OAuthTokenSource source(LocalOrg org, ProviderParameters parameters) {
        ReadyApp app = org.readyApp();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                        "Tls",
                        org.instanceUrl(),
                        new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())))
                .toBuilder()
                .parameters(parameters)
                .build();
        return OAuthTokenSource.of(provider, ProviderHttp.client(provider.parameters()));
    }
}

package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.conformance.SpringAuthorizationServer.Protocol;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/** People log in to Sallyport's console by Spring Authorization Server, through its own log-in form and consent page. */
class SpringServerLogInTest {
    private static final String SECRET = "a secret between two servers";

    /** Every address is opened. */
    private static final String NOWHERE = "nowhere:";

    @AutoClose
    private final SpringAuthorizationServer spring = new SpringAuthorizationServer(Protocol.OPENID_CONNECT);

    @TempDir
    Path folder;

    @Test
    void a_person_comes_in_with_the_role_of_a_group_that_user_info_tells() {
        CatalogSettings settings = CatalogSettings.inFolder(folder);
        try (Catalog catalog = Catalog.open(settings)) {
            catalog.providers()
                    .create(OAuthProvider.named("Spring")
                            .type(ProviderType.OPENID_CONNECT)
                            .grant(new Grant.AuthorizationCode(List.of("openid"), null))
                            .clientAuthentication(ClientAuthentication.BASIC)
                            .tokenOwner(TokenOwner.USER)
                            .endpoints(Endpoints.ofIssuer(spring.issuer()))
                            .client(new ClientCredential("console", Secret.of(SECRET)))
                            .identity(new IdentityMapping(
                                    List.of(), List.of(new ProviderGroup("Analyst", "knights", null, false))))
                            .build());
        }
        try (Server server = Server.start(ServerOptions.onLoopback(settings, 0))) {
            URI signIn = server.address().resolve("/signin-Spring");
            spring.register("console", client -> client.clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(signIn.toString())
                    .scope("openid")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(true)
                            .build()));
            PersonAtBrowser person = PersonAtBrowser.answering(
                    Map.of(
                            "username", SpringAuthorizationServer.USER,
                            "password", SpringAuthorizationServer.PASSWORD),
                    true);

            URI callback = person.visit(signIn, signIn + "?").address();
            assertThat(callback.getRawQuery()).contains("code=", "state=");

            URI wentOnTo = person.visit(callback, server.address() + "/").address();

            assertThat(wentOnTo).isEqualTo(server.address().resolve("/"));
            // Only an analyst is told so much.
            assertThat(person.visit(server.address().resolve("/api/v1/queries/no-such-one/rows"), NOWHERE)
                            .html())
                    .contains("You have no such statement open.");
        }
    }
}

package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.org.LocalOrg;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where endpoints come from that a provider does not name (RFC 8414; OpenID Connect Discovery 1.0). */
class ServerMetadataTest {
    private final AuthorizationServer server = new AuthorizationServer();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_salesforce_orgs_issuer_is_all_that_needs_to_be_typed() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            OAuthProvider provider = OAuthProvider.salesforceOpenIdConnect(
                    "Salesforce",
                    org.instanceUrl(),
                    server.provider("x").build().credentials().client());

            Endpoints endpoints = new ServerMetadata(provider, http).endpoints();

            Endpoints preset = Endpoints.salesforce(org.instanceUrl());
            assertThat(endpoints)
                    .isEqualTo(new Endpoints(
                            preset.authorization(),
                            preset.token(),
                            preset.userInfo(),
                            preset.revocation(),
                            preset.jwks(),
                            org.instanceUrl()));
        }
    }

    @Test
    void endpoints_that_the_provider_names_go_before_what_is_published() {
        URI own = URI.create("https://gateway.example.com/token");
        OAuthProvider provider = server.provider("Own")
                .endpoints(new Endpoints(null, own, null, null, null, server.issuer()))
                .build();

        Endpoints endpoints = new ServerMetadata(provider, http).endpoints();

        assertThat(endpoints.token()).isEqualTo(own);
        assertThat(endpoints.authorization()).isEqualTo(server.issuer().resolve("/authorize"));
    }

    @Test
    void rfc_8414_section_3_1_the_well_known_path_comes_before_the_issuers_own() {
        URI issuer = server.issuer().resolve("/tenant-one");
        server.plays(
                "/.well-known/oauth-authorization-server/tenant-one",
                Played.json(
                        200,
                        "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + issuer
                                + "/token\",\"response_types_supported\":[\"code\"]}"));
        OAuthProvider provider = server.provider("Tenant")
                .type(ProviderType.OAUTH)
                .endpoints(Endpoints.ofIssuer(issuer))
                .build();

        assertThat(new ServerMetadata(provider, http).endpoints().token()).isEqualTo(URI.create(issuer + "/token"));
        assertThat(server.count("/tenant-one/.well-known/openid-configuration"))
                .as("OpenID Connect puts it behind")
                .isEqualTo(1);
    }

    @Test
    void rfc_8414_section_3_3_metadata_of_another_issuer_is_refused() {
        server.publishes("issuer", "https://other.example.com");

        assertThat(refused().getMessage()).contains("https://other.example.com");
    }

    @Test
    void an_issuer_with_a_slash_behind_is_another_issuer() {
        server.publishes("issuer", server.issuer() + "/");

        refused();
    }

    @Test
    void what_is_no_metadata_is_told_by_its_address() {
        server.plays("/.well-known/openid-configuration", new Played(200, "text/html", "<html>Welcome</html>"));
        assertThat(refused().getMessage()).contains("/.well-known/openid-configuration");

        server.plays("/.well-known/openid-configuration", new Played(500, "text/html", ""));
        assertThat(refused().getMessage()).contains("HTTP 500 and 404", "/.well-known/oauth-authorization-server");
    }

    @Test
    void metadata_is_read_once_and_again_only_after_a_failure() {
        ServerMetadata metadata = new ServerMetadata(server.provider("Twice").build(), http);
        server.plays("/.well-known/openid-configuration", new Played(503, "text/html", ""));
        assertThat(catchThrowableOfType(AuthorizationException.class, metadata::endpoints))
                .isNotNull();
        server.plays(
                "/.well-known/openid-configuration",
                Played.json(
                        200,
                        "{\"issuer\":\"" + server.issuer() + "\",\"token_endpoint\":\"" + server.issuer()
                                + "/token\",\"response_types_supported\":[\"code\"]}"));

        metadata.endpoints();
        metadata.endpoints();

        assertThat(server.count("/.well-known/openid-configuration")).isEqualTo(2);
    }

    private AuthorizationException refused() {
        AuthorizationException refusal = catchThrowableOfType(
                AuthorizationException.class,
                new ServerMetadata(server.provider("Bad").build(), http)::endpoints);
        assertThat(refusal.reason()).isEqualTo(Reason.METADATA_INVALID);
        assertThat(refusal.advice()).contains("/.well-known/oauth-authorization-server");
        return refusal;
    }
}

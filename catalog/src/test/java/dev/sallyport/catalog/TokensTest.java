package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.catalog.CatalogException.Reason;
import dev.sallyport.catalog.Revocation.Outcome;
import dev.sallyport.salesforce.ConnectionTest;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.TestConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of the system and of people, as the catalogue keeps, shows and ends them. */
class TokensTest {
    private static final TokenKey SYSTEM = TokenKey.ofClient("System");
    private static final TokenKey ARTHUR = TokenKey.ofUser("People", "arthur");

    @TempDir
    Path folder;

    private final PeoplesOrg people = new PeoplesOrg();
    private Catalog catalog;

    @BeforeEach
    void open() {
        catalog = Catalog.open(CatalogSettings.inFolder(folder));
    }

    @AfterEach
    void close() {
        catalog.close();
        people.close();
    }

    @Test
    void a_token_is_shown_with_all_but_itself() {
        connect(people.system());
        AccessToken token = systemToken();

        StoredToken shown = catalog.tokens().get(SYSTEM);

        assertThat(shown.metadata().expiresAt()).isNull();
        assertThat(shown.metadata().scopes()).isEqualTo(token.scopes()).isNotEmpty();
        assertThat(shown.metadata().refreshable()).isFalse();
        assertThat(shown.parameters())
                .containsEntry("instance_url", people.org.instanceUrl().toString());
        assertThat(catalog.tokens().list()).containsExactly(shown);
        assertThat(shown.toString()).doesNotContain(token.value().reveal());
    }

    @Test
    void a_refusal_is_shown_where_there_is_no_token() {
        OAuthProvider provider = people.system();
        connect(provider.toBuilder()
                .endpoints(Endpoints.salesforce(people.org.loginUrl()))
                .build());
        assertThatExceptionOfType(AuthorizationException.class).isThrownBy(this::systemToken);

        StoredToken shown = catalog.tokens().get(SYSTEM);

        assertThat(shown.metadata().lastRefusal()).isEqualTo(AuthorizationException.Reason.NOT_MY_DOMAIN);
        assertThat(shown.refused()).isNotNull();
        assertThat(catalog.tokens().revoke(SYSTEM).outcome()).isEqualTo(Outcome.NOTHING_TO_END);
        assertThat(catalog.tokens().list()).isEmpty();
    }

    @Test
    void the_next_process_uses_the_token_of_the_one_before() {
        connect(people.system());
        AccessToken token = systemToken();
        catalog.close();
        open();

        assertThat(systemToken().value()).isEqualTo(token.value());
        assertThat(people.tokenCalls()).isEqualTo(1);
    }

    @Test
    void a_client_goes_on_after_its_catalogue_is_closed_and_leaves_its_new_token_to_the_next() {
        connect(people.system());
        try (SalesforceClient client = catalog.connections().open("System")) {
            catalog.close();
            assertThat(client.describeGlobal()).isNotEmpty();
            people.org.controls().expireSessions();
            assertThat(client.describeGlobal()).isNotEmpty();
        }
        open();
        try (SalesforceClient next = catalog.connections().open("System")) {
            assertThat(next.describeGlobal()).isNotEmpty();
        }
        assertThat(people.tokenCalls()).isEqualTo(2);
    }

    @Test
    void a_revoked_token_has_ended_at_the_server_and_is_forgotten() throws Exception {
        connect(people.system());
        AccessToken token = systemToken();
        assertThat(callWith(token)).isEqualTo(200);

        Revocation revocation = catalog.tokens().revoke(SYSTEM);

        assertThat(revocation).isEqualTo(new Revocation(SYSTEM, Outcome.ENDED, null));
        assertThat(callWith(token)).isEqualTo(401);
        assertThat(catalog.tokens().list()).isEmpty();
        refused(Reason.NOT_FOUND, () -> catalog.tokens().get(SYSTEM));
        refused(Reason.NOT_FOUND, () -> catalog.tokens().revoke(SYSTEM));
    }

    @Test
    void a_person_whose_tokens_were_revoked_must_sign_in_again() {
        connect(people.people());
        people.signIn(catalog, catalog, "arthur");
        people.signIn(catalog, catalog, "berta");
        TokenSource tokens = catalog.connections().tokens("People", "arthur");
        AccessToken token = tokens.token();

        assertThat(catalog.tokens().revoke(ARTHUR).outcome()).isEqualTo(Outcome.ENDED);

        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> tokens.replace(token))
                .satisfies(refusal ->
                        assertThat(refusal.signInUrl()).contains(URI.create("http://localhost:8088/signin-People")));
        assertThat(catalog.tokens().list())
                .extracting(kept -> kept.metadata().key())
                .containsExactly(TokenKey.ofUser("People", "berta"));
    }

    @Test
    void where_the_server_has_no_revocation_endpoint_the_token_is_forgotten_all_the_same() throws Exception {
        OAuthProvider provider = people.system();
        Endpoints endpoints = provider.endpoints();
        connect(provider.toBuilder()
                .endpoints(new Endpoints(endpoints.authorization(), endpoints.token(), endpoints.userInfo()))
                .build());
        AccessToken token = systemToken();

        assertThat(catalog.tokens().revoke(SYSTEM).outcome()).isEqualTo(Outcome.NO_ENDPOINT);

        assertThat(callWith(token)).isEqualTo(200);
        assertThat(catalog.tokens().list()).isEmpty();
    }

    @Test
    void where_the_server_is_not_to_be_reached_the_token_is_forgotten_all_the_same() {
        connect(people.system());
        systemToken();
        people.close();

        Revocation revocation = catalog.tokens().revoke(SYSTEM);

        assertThat(revocation.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(revocation.detail()).contains("Nothing accepts connections");
        assertThat(catalog.tokens().list()).isEmpty();
    }

    @Test
    void a_deleted_providers_tokens_have_ended_at_the_server() throws Exception {
        OAuthProvider provider = people.system();
        connect(provider);
        AccessToken token = systemToken();
        refused(Reason.IN_USE, () -> catalog.tokens().deleteWithProvider("System"));
        assertThat(callWith(token)).as("the provider is still in use").isEqualTo(200);
        catalog.servers().delete("System");

        assertThat(catalog.tokens().deleteWithProvider("System"))
                .containsExactly(new Revocation(SYSTEM, Outcome.ENDED, null));

        assertThat(callWith(token)).isEqualTo(401);
        assertThat(catalog.providers().list()).isEmpty();
        refused(Reason.NOT_FOUND, () -> catalog.tokens().deleteWithProvider("System"));
    }

    @Test
    void people_have_tokens_of_their_own_and_nobody_gets_anothers() {
        connect(people.people());
        people.signIn(catalog, catalog, "arthur");

        refused(Reason.INVALID, () -> catalog.connections().open("People"));
        refused(Reason.INVALID, () -> catalog.connections().open("People", " "));
        try (SalesforceClient berta = catalog.connections().open("People", "berta")) {
            assertThatExceptionOfType(AuthorizationException.class)
                    .isThrownBy(berta::describeGlobal)
                    .satisfies(refusal ->
                            assertThat(refusal.reason()).isEqualTo(AuthorizationException.Reason.SIGN_IN_REQUIRED));
        }
        try (SalesforceClient arthur = catalog.connections().open("People", "arthur")) {
            assertThat(arthur.describeGlobal()).isNotEmpty();
        }
    }

    @Test
    void the_address_to_sign_in_at_is_below_the_one_that_the_environment_names() {
        catalog.close();
        catalog = Catalog.open(
                CatalogSettings.ofEnvironment(folder, Map.of("SALLYPORT_URL", "https://sallyport.example.com/")));
        connect(people.people());
        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(
                        () -> catalog.connections().tokens("People", "arthur").token())
                .satisfies(refusal -> assertThat(refusal.signInUrl())
                        .contains(URI.create("https://sallyport.example.com/signin-People")));
        refused(
                Reason.INVALID,
                () -> CatalogSettings.ofEnvironment(folder, Map.of("SALLYPORT_URL", "sallyport.example.com")));
    }

    @Test
    void a_disabled_provider_opens_nothing_though_its_token_is_there() {
        connect(people.system());
        systemToken();
        catalog.providers().setEnabled("System", false);

        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> catalog.connections().open("System"))
                .satisfies(refusal ->
                        assertThat(refusal.reason()).isEqualTo(AuthorizationException.Reason.PROVIDER_DISABLED));
    }

    @Test
    void what_is_open_fetches_no_token_by_what_the_provider_was_before_it_was_changed_or_disabled() {
        OAuthProvider provider = people.system();
        connect(provider);
        OAuthProvider changed = provider.toBuilder()
                .redirectOnChallenge(true)
                .tokenDeleteOnSignOut(true)
                .build();
        Map<String, Runnable> changes =
                Map.of("changed", () -> catalog.providers().update(changed), "disabled", () -> catalog.providers()
                        .setEnabled("System", false));
        changes.forEach((name, change) -> {
            catalog.providers().update(provider);
            try (SalesforceClient client = catalog.connections().open("System")) {
                assertThat(client.describeGlobal()).isNotEmpty();
                change.run();
                people.org.controls().expireSessions();
                people.tokenCalls();
                refused(Reason.INVALID, client::describeGlobal);
                assertThat(people.tokenCalls()).as(name).isZero();
            }
        });
    }

    @Test
    void test_connection_tries_the_credential_anew_and_keeps_nothing() {
        connect(people.system());
        systemToken();

        TestConnection test = catalog.connections().test("System");

        assertThat(test.run(check -> {})).extracting(Check::outcome).doesNotContain(ConnectionTest.Outcome.FAILED);
        assertThat(people.tokenCalls()).isEqualTo(2);
        systemToken();
        assertThat(people.tokenCalls()).isZero();
    }

    @Test
    void test_connection_uses_the_tokens_of_the_person_who_has_signed_in() {
        connect(people.people());
        people.signIn(catalog, catalog, "arthur");

        List<Check> checks = catalog.connections().test("People", "arthur").run(check -> {});

        assertThat(checks).extracting(Check::outcome).doesNotContain(ConnectionTest.Outcome.FAILED);
        refused(Reason.INVALID, () -> catalog.connections().test("People"));
    }

    private void connect(OAuthProvider provider) {
        catalog.providers().create(provider);
        catalog.servers().create(people.server(provider));
    }

    private AccessToken systemToken() {
        return catalog.connections().tokens("System", null).token();
    }

    private int callWith(AccessToken token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(people.org.instanceUrl().resolve("/services/data/v60.0/limits"))
                .header("Authorization", "Bearer " + token.value().reveal())
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static void refused(Reason reason, Runnable work) {
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

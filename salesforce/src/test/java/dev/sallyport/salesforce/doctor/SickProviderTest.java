package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.org.http.ApiKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the provider itself; most of it costs no call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickProviderTest {
    private static final Calls NONE = new Calls(0, 0);

    private final Clinic clinic = new Clinic();

    @BeforeEach
    void reset() {
        clinic.reset();
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void a_provider_that_is_disabled_is_examined_as_if_it_were_not() {
        Diagnosis diagnosis = clinic.examine(clinic.change().enabled(false).build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.PROVIDER_DISABLED, "sallyport provider enable Salesforce");
        assertThat(Clinic.outcome(diagnosis, Check.OBJECTS)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.fixes()).hasSize(1);
    }

    @Test
    void an_endpoint_that_is_no_address() {
        Diagnosis diagnosis =
                examine(new Endpoints(null, URI.create("acme.my.salesforce.com/services/oauth2/token"), null));

        Finding finding = Clinic.sick(
                diagnosis, Check.PROVIDER, Ailment.ENDPOINT_MALFORMED, "https://{My Domain}/services/oauth2/token");
        assertThat(finding.found()).contains("Token Endpoint must begin with https://");
        assertThat(Clinic.outcome(diagnosis, Check.TOKEN)).isEqualTo(Outcome.NOT_TRIED);
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void an_endpoint_that_is_missing() {
        Diagnosis diagnosis = examine(new Endpoints(null, null, null));

        assertThat(Clinic.sick(diagnosis, Check.PROVIDER, Ailment.ENDPOINT_MALFORMED)
                        .found())
                .contains("Token Endpoint is empty");
    }

    @Test
    void a_plain_http_endpoint_on_another_machine_is_told_and_not_called() {
        Diagnosis diagnosis = examine(Endpoints.salesforce(URI.create("http://acme.my.salesforce.com")));

        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.ailment() == Ailment.ENDPOINT_PLAIN_HTTP)
                .hasSize(5);
        assertThat(diagnosis.fixes()).singleElement().satisfies(fix -> assertThat(fix.advice())
                .contains("Write https://"));
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void a_slash_behind_the_token_endpoint_is_told_and_the_rest_is_examined_without_it() {
        URI token = URI.create(clinic.tokenEndpoint() + "/");
        Diagnosis diagnosis =
                examine(new Endpoints(null, token, clinic.endpoints().userInfo()));

        Finding finding = Clinic.sick(
                diagnosis,
                Check.PROVIDER,
                Ailment.ENDPOINT_PATH_WRONG,
                "/services/oauth2/token, without a slash behind");
        assertThat(finding.misleading()).contains("URL No Longer Exists");
        assertThat(Clinic.outcome(diagnosis, Check.TOKEN)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.fixes()).hasSize(1);
    }

    @Test
    void the_login_host_lightning_and_setup_are_told_apart_and_my_domain_is_named_where_it_can_be() {
        Finding login = Clinic.sick(
                examine(onlyToken("https://login.salesforce.com")),
                Check.PROVIDER,
                Ailment.ENDPOINT_ON_LOGIN_HOST,
                "Company Settings > My Domain");
        assertThat(login.misleading()).contains("host in the URL, not of the app");
        Diagnosis diagnosis = examine(onlyToken("https://acme--dev.sandbox.lightning.force.com"));
        Clinic.sick(
                diagnosis,
                Check.PROVIDER,
                Ailment.ENDPOINT_ON_LIGHTNING_HOST,
                "Write acme--dev.sandbox.my.salesforce.com in its place");
        Clinic.sick(
                examine(onlyToken("https://acme.my.salesforce-setup.com")),
                Check.PROVIDER,
                Ailment.ENDPOINT_ON_SETUP_HOST,
                "Write acme.my.salesforce.com in its place");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void a_sandboxs_host_without_the_word_sandbox() {
        Diagnosis diagnosis = examine(onlyToken("https://acme--dev.my.salesforce.com"));

        Clinic.sick(
                diagnosis,
                Check.PROVIDER,
                Ailment.SANDBOX_HOST_INCOMPLETE,
                "acme--dev.sandbox.my.salesforce.com",
                "Current My Domain URL");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void endpoints_of_several_hosts_are_a_warning_by_themselves() {
        URI byName = URI.create("http://localhost:" + clinic.org.instanceUrl().getPort());
        Diagnosis diagnosis =
                examine(new Endpoints(null, clinic.tokenEndpoint(), byName.resolve("/services/oauth2/userinfo")));

        Clinic.warning(diagnosis, Check.PROVIDER, Ailment.ENDPOINTS_OF_SEVERAL_HOSTS, "Company Settings > My Domain");
        assertThat(diagnosis.isSound()).isTrue();
    }

    @Test
    void an_empty_client_id() {
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .client(new ClientCredential(" ", Secret.of(clinic.app.consumerSecret())))
                .build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.CLIENT_ID_EMPTY, "Manage Consumer Details");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void blanks_around_the_client_id_are_told_and_the_rest_is_examined_without_them() {
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .client(new ClientCredential(clinic.app.consumerKey() + " ", Secret.of(clinic.app.consumerSecret())))
                .build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.CLIENT_ID_WITH_BLANKS, "without blanks");
        assertThat(Clinic.outcome(diagnosis, Check.TOKEN)).isEqualTo(Outcome.SOUND);
    }

    @Test
    void scopes_separated_by_commas_are_told_and_then_that_none_are_taken_at_all() {
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .grant(new Grant.ClientCredentials(List.of("api,refresh_token"), null))
                .build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.SCOPES_SEPARATED_BY_COMMAS, "Separate scopes by blanks");
        Clinic.sick(diagnosis, Check.TOKEN, Ailment.SCOPES_NOT_TAKEN, "Leave Scopes of the provider empty");
    }

    @Test
    void choices_that_exclude_each_other() {
        Diagnosis diagnosis =
                clinic.examine(clinic.change().tokenOwner(TokenOwner.USER).build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.PROVIDER_CONTRADICTS_ITSELF, "Choose the token owner Client");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void a_secret_that_is_missing() {
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .client(new ClientCredential(clinic.app.consumerKey(), null))
                .build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.SECRET_MISSING, "sallyport provider update");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void a_secret_that_is_not_where_its_reference_says(@TempDir Path folder) {
        Secret secret = Secret.at(SecretReference.parse("file:" + folder.resolve("none")));
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .client(new ClientCredential(clinic.app.consumerKey(), secret))
                .build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.SECRET_UNAVAILABLE, "may read it");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void a_signing_key_that_is_missing() {
        Diagnosis diagnosis = clinic.examine(jwt().build());

        Clinic.sick(diagnosis, Check.PROVIDER, Ailment.SIGNING_KEY_MISSING, "--signing-key-file");
        assertThat(diagnosis.calls()).isEqualTo(NONE);
    }

    @Test
    void a_signing_key_that_is_none() {
        Diagnosis diagnosis = clinic.examine(
                jwt().signingKey(new SigningKey(SigningKey.Format.PEM, Secret.of("-----BEGIN NONSENSE-----"), null))
                        .build());

        Clinic.sick(diagnosis, Check.TOKEN, Ailment.SIGNING_KEY_UNUSABLE, "PEM");
    }

    @Test
    void what_works_and_is_unwise_is_a_warning() {
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .parameters(new ProviderParameters(null, false, false, Map.of(), true, Map.of(), Map.of()))
                .build());

        assertThat(Clinic.warning(diagnosis, Check.PROVIDER, Ailment.UNWISE).found())
                .contains("IgnoreTlsErrors");
        assertThat(diagnosis.isSound()).isTrue();
    }

    @Test
    void all_that_is_wrong_is_told_at_once_in_the_order_in_which_it_is_to_be_mended() {
        clinic.setPermission("PermissionsApiUserOnly", false);
        clinic.org.controls().resetCounts();
        OAuthProvider provider = clinic.change()
                .enabled(false)
                .endpoints(new Endpoints(
                        null,
                        URI.create(clinic.tokenEndpoint() + "/"),
                        clinic.org.instanceUrl().resolve("/services/oauth2/userInfo")))
                .client(new ClientCredential(" " + clinic.app.consumerKey(), Secret.of(clinic.app.consumerSecret())))
                .build();

        Diagnosis diagnosis = clinic.examine(
                Patient.of(provider).withDataServer("Sales", clinic.org.instanceUrl() + "/services/Soap/u/55.0"));

        assertThat(diagnosis.fixes())
                .extracting(Finding::ailment)
                .containsExactly(
                        Ailment.PROVIDER_DISABLED,
                        Ailment.ENDPOINT_PATH_WRONG,
                        Ailment.ENDPOINT_PATH_WRONG,
                        Ailment.CLIENT_ID_WITH_BLANKS,
                        Ailment.SERVER_URL_INVALID,
                        Ailment.API_ONLY_USER_UNTICKED);
        assertThat(clinic.org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    private OAuthProviderBuilder jwt() {
        return clinic.change()
                .clientAuthentication(ClientAuthentication.NONE)
                .grant(new Grant.JwtBearer(List.of(), clinic.app.username(), null, null));
    }

    private static Endpoints onlyToken(String host) {
        return new Endpoints(null, URI.create(host + "/services/oauth2/token"), null);
    }

    private Diagnosis examine(Endpoints endpoints) {
        return clinic.examine(clinic.change().endpoints(endpoints).build());
    }
}

package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OAuth server URLs of the data servers that use the provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickDataServerTest {
    private static final String SOAP = "/services/Soap/c/55.0";

    private final Clinic clinic = new Clinic();

    @BeforeEach
    void reset() {
        clinic.reset();
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /services/Soap/u/55.0    | Replace /u/ by /c/
            /services/Soap/c/        | Add the API version
            /services/Soap/c/fifty   | number like 55.0
            /services/data/v55.0     | /services/Soap/c/
            """)
    void an_oauth_server_url_with_a_wrong_path(String path, String advice) {
        Diagnosis diagnosis = clinic.examine(clinic.healthy().withDataServer("Sales", clinic.org.instanceUrl() + path));

        Clinic.sick(diagnosis, Check.DATA_SERVER, Ailment.SERVER_URL_INVALID, advice);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1));
    }

    @Test
    void plain_http_to_another_machine_is_told_and_not_called() {
        Diagnosis diagnosis =
                clinic.examine(clinic.healthy().withDataServer("Sales", "http://acme.my.salesforce.com" + SOAP));

        Clinic.sick(diagnosis, Check.DATA_SERVER, Ailment.ENDPOINT_PLAIN_HTTP, "Write https://");
        assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1));
    }

    @Test
    void a_version_that_the_org_does_not_speak_costs_no_call() {
        Diagnosis diagnosis = clinic.examine(
                clinic.healthy().withDataServer("Sales", clinic.org.instanceUrl() + "/services/Soap/c/99.0"));

        Finding finding =
                Clinic.sick(diagnosis, Check.DATA_SERVER, Ailment.SERVER_URL_VERSION_UNKNOWN, "/services/Soap/c/68.0");
        assertThat(finding.found()).contains("Sales", "31.0 to 68.0", "99.0");
        assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1));
    }

    @Test
    void another_orgs_host_refuses_the_token_as_if_it_had_expired_and_no_metered_call_is_made_there() {
        try (LocalOrg other = LocalOrg.builder().records(0).seed(7).start()) {
            Diagnosis diagnosis = clinic.examine(clinic.healthy().withDataServer("Sales", other.instanceUrl() + SOAP));

            Finding finding = Clinic.sick(
                    diagnosis,
                    Check.DATA_SERVER,
                    Ailment.SERVER_URL_OF_OTHER_ORG,
                    "Put the same My Domain host into the OAuth server URL");
            assertThat(finding.misleading()).contains("another org");
            assertThat(diagnosis.calls()).isEqualTo(new Calls(6, 1));
            assertThat(other.controls().apiCalls()).isZero();
        }
    }

    @Test
    void another_name_of_the_same_org_is_well() {
        String byName = "http://localhost:" + clinic.org.instanceUrl().getPort();
        Diagnosis diagnosis = clinic.examine(clinic.healthy().withDataServer("Sales", byName + SOAP));

        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        assertThat(Clinic.outcome(diagnosis, Check.DATA_SERVER)).isEqualTo(Outcome.SOUND);
    }

    @Test
    void a_host_that_does_not_resolve() {
        Diagnosis diagnosis =
                clinic.examine(clinic.healthy().withDataServer("Sales", "https://no-such-host.invalid" + SOAP));

        assertThat(Clinic.sick(diagnosis, Check.DATA_SERVER, Ailment.HOST_UNKNOWN, "Company Settings > My Domain")
                        .found())
                .startsWith("Sales: ");
    }

    @Test
    void without_a_token_another_host_is_a_warning_and_all_servers_are_looked_at() {
        clinic.setPolicies(now -> now.withClientCredentialsRunAs(null));
        clinic.org.controls().resetCounts();
        Diagnosis diagnosis = clinic.examine(clinic.healthy()
                .withDataServer("Sales", "https://acme.my.salesforce.com" + SOAP)
                .withDataServer("Service", clinic.org.instanceUrl() + SOAP));

        Finding finding = Clinic.warning(
                diagnosis, Check.DATA_SERVER, Ailment.SERVER_URL_ON_OTHER_HOST, "Put the same My Domain host");
        assertThat(finding.found()).startsWith("Sales: ").contains("acme.my.salesforce.com");
        assertThat(diagnosis.findings())
                .filteredOn(other -> other.check() == Check.DATA_SERVER)
                .hasSize(2);
        assertThat(clinic.org.controls().count(ApiKind.VERSIONS).requests()).isEqualTo(1);
    }
}

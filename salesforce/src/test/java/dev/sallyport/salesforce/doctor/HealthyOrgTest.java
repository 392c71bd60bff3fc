package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthyOrgTest {
    private final Clinic clinic = new Clinic();

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void a_healthy_org_costs_four_calls_and_one_of_the_daily_ones() {
        clinic.org.controls().resetCounts();

        Diagnosis diagnosis = clinic.examine(
                clinic.healthy().withDataServer("Sales", clinic.org.instanceUrl() + "/services/Soap/c/55.0"));

        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        assertThat(diagnosis.findings()).extracting(Finding::outcome).containsOnly(Outcome.SOUND);
        assertThat(diagnosis.findings())
                .extracting(Finding::check)
                .containsExactly(
                        Check.PROVIDER,
                        Check.HOST,
                        Check.CLOCK,
                        Check.TOKEN,
                        Check.USER_INFO,
                        Check.API,
                        Check.API_ONLY_USER,
                        Check.LIMITS,
                        Check.OBJECTS,
                        Check.DATA_SERVER);
        assertThat(diagnosis.fixes()).isEmpty();
        assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1)).hasToString("4 calls, 1 of them metered");
        assertThat(clinic.org.controls().count(ApiKind.VERSIONS).requests()).isEqualTo(1);
        assertThat(clinic.org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
        assertThat(clinic.org.controls().count(ApiKind.OAUTH).requests()).isEqualTo(1);
        assertThat(clinic.org.controls().count(ApiKind.REST).requests()).isEqualTo(1);
        assertThat(clinic.org.controls().apiCalls()).isEqualTo(1);
    }
}

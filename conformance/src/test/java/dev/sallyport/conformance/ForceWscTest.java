package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sforce.soap.partner.Connector;
import com.sforce.soap.partner.GetUserInfoResult;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.fault.ExceptionCode;
import com.sforce.soap.partner.fault.UnexpectedErrorFault;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Salesforce's own SOAP client for Java, with the partner API's classes. */
@TestInstance(Lifecycle.PER_CLASS)
class ForceWscTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final String token = org.token();

    @Test
    void get_user_info_tells_whose_token_it_is() throws ConnectionException {
        GetUserInfoResult user = connection(token).getUserInfo();

        assertThat(user.getUserId()).isEqualTo(org.app().userId());
        assertThat(user.getUserName()).isEqualTo(org.app().username());
        assertThat(user.getProfileId()).isEqualTo(org.app().profileId());
        assertThat(user.getOrganizationId()).isEqualTo(org.org().organizationId());
        assertThat(user.getUserTimeZone()).isEqualTo("America/Los_Angeles");
        assertThat(user.getOrganizationMultiCurrency()).isFalse();
        assertThat(user.getSessionSecondsValid()).isPositive();
    }

    @Test
    void get_server_timestamp_tells_the_orgs_time() throws ConnectionException {
        Instant before = Instant.now();

        Instant told = connection(token).getServerTimestamp().getTimestamp().toInstant();

        assertThat(told.toEpochMilli())
                .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
    }

    @Test
    void a_session_that_is_not_there_is_a_fault() throws ConnectionException {
        PartnerConnection connection = connection("00D000000000000!wrong");

        assertThatExceptionOfType(UnexpectedErrorFault.class)
                .isThrownBy(connection::getUserInfo)
                .satisfies(fault -> {
                    assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_SESSION_ID);
                    assertThat(fault.getExceptionMessage()).startsWith("Invalid Session ID found in SessionHeader");
                    assertThat(fault.getFaultCode().getLocalPart()).isEqualTo("INVALID_SESSION_ID");
                });
    }

    private PartnerConnection connection(String sessionId) throws ConnectionException {
        ConnectorConfig config = new ConnectorConfig();
        config.setServiceEndpoint(org.url() + "/services/Soap/u/65.0");
        config.setSessionId(sessionId);
        config.setCompression(false);
        return Connector.newConnection(config);
    }
}

package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sforce.soap.partner.GetUserInfoResult;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.fault.ExceptionCode;
import com.sforce.soap.partner.fault.LoginFault;
import com.sforce.soap.partner.fault.UnexpectedErrorFault;
import com.sforce.ws.ConnectionException;
import dev.sallyport.org.Administrator;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Salesforce's own SOAP client for Java, with the partner API's classes: sessions and who has them. */
class WscSessionTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final WscConnections connections = new WscConnections(org);

    @Test
    void get_user_info_tells_whose_token_it_is() throws ConnectionException {
        GetUserInfoResult user = connections.partner().getUserInfo();

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

        Instant told = connections.partner().getServerTimestamp().getTimestamp().toInstant();

        assertThat(told.toEpochMilli())
                .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
    }

    @Test
    void a_session_that_is_not_there_is_a_fault() throws ConnectionException {
        PartnerConnection connection = connections.partner("00D000000000000!wrong");

        assertThatExceptionOfType(UnexpectedErrorFault.class)
                .isThrownBy(connection::getUserInfo)
                .satisfies(fault -> {
                    assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_SESSION_ID);
                    assertThat(fault.getExceptionMessage()).startsWith("Invalid Session ID found in SessionHeader");
                    assertThat(fault.getFaultCode().getLocalPart()).isEqualTo("INVALID_SESSION_ID");
                });
    }

    @Test
    void login_gives_a_session_where_the_org_allows_it() throws ConnectionException {
        org.org().setup().settings().allowSoapLogin(true);
        Administrator administrator = org.administrator();

        PartnerConnection connection = connections.login(administrator.username(), administrator.password(), "64.0");

        assertThat(connection.getConfig().getSessionId()).startsWith("00D");
        assertThat(connection.getConfig().getServiceEndpoint()).startsWith(org.url() + "/services/Soap/u/64.0/00D");
        assertThat(connection.getUserInfo().getUserName()).isEqualTo(administrator.username());
    }

    @Test
    void login_with_a_wrong_password_is_a_login_fault() {
        org.org().setup().settings().allowSoapLogin(true);

        assertThatExceptionOfType(LoginFault.class)
                .isThrownBy(() -> connections.login(org.administrator().username(), "wrong", "64.0"))
                .satisfies(fault -> {
                    assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_LOGIN);
                    assertThat(fault.getExceptionMessage())
                            .isEqualTo("Invalid username, password, security token; or user locked out.");
                });
    }

    @Test
    void login_is_refused_by_an_org_that_was_not_told_to_allow_it() {
        Administrator administrator = org.administrator();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connections.login(administrator.username(), administrator.password(), "64.0"))
                .satisfies(fault ->
                        assertThat(fault.toString()).contains("SOAP API login() is disabled by default in this org."));
    }

    @Test
    void login_is_gone_from_version_65() {
        org.org().setup().settings().allowSoapLogin(true);
        Administrator administrator = org.administrator();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connections.login(administrator.username(), administrator.password(), "65.0"))
                .satisfies(fault -> assertThat(fault.toString()).contains("UNSUPPORTED_API_VERSION"));
    }

    @Test
    void logout_ends_the_session() throws ConnectionException {
        PartnerConnection connection = connections.partner();

        connection.logout();

        assertThatExceptionOfType(UnexpectedErrorFault.class)
                .isThrownBy(connection::getUserInfo)
                .satisfies(fault -> assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_SESSION_ID));
    }

    @Test
    void sessions_are_ended_by_name() throws ConnectionException {
        String other = org.token();

        assertThat(connections.partner().invalidateSessions(new String[] {other}))
                .singleElement()
                .satisfies(result -> assertThat(result.isSuccess()).isTrue());

        PartnerConnection ended = connections.partner(other);
        assertThatExceptionOfType(UnexpectedErrorFault.class).isThrownBy(ended::getUserInfo);
    }
}

package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.SoapClient.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapSessionTest {
    private LocalOrg org;
    private OrgClient client;
    private SoapClient soap;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        soap = SoapClient.partner(client);
        org.setup().settings().allowSoapLogin(true);
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_login_answers_a_session_and_where_to_use_it() {
        Reply login = login(soap, org.administrator().password());

        assertThat(login.status()).isEqualTo(200);
        assertThat(login.text("result/sandbox")).isEqualTo("false");
        assertThat(login.text("result/serverUrl"))
                .isEqualTo(org.instanceUrl() + "/services/Soap/u/64.0/"
                        + org.organizationId().substring(0, 15));
        assertThat(login.text("result/metadataServerUrl")).contains("/services/Soap/m/64.0/");
        assertThat(login.text("result/userInfo/userName"))
                .isEqualTo(org.administrator().username());

        Reply info = soap.at(login.text("result/serverUrl"))
                .withSession(login.text("result/sessionId"))
                .call("getUserInfo", "");
        assertThat(info.text("result/userId")).isEqualTo(login.text("result/userId"));
    }

    @Test
    void the_login_host_takes_a_login_and_sends_the_client_to_the_org() {
        Reply login = login(
                soap.at(org.loginUrl() + "/services/Soap/u/60.0"),
                org.administrator().password());

        assertThat(login.text("result/serverUrl")).startsWith(org.instanceUrl() + "/services/Soap/u/60.0/");
    }

    @Test
    void a_version_in_the_path_needs_no_minor_number() {
        Reply login = login(soap.at("/services/Soap/u/60"), org.administrator().password());
        Reply none = login(soap.at("/services/Soap/u/6x"), org.administrator().password());

        assertThat(login.text("result/serverUrl")).startsWith(org.instanceUrl() + "/services/Soap/u/60.0/");
        assertThat(none.status()).isEqualTo(500);
    }

    @Test
    void a_wrong_password_is_a_login_fault() {
        Reply reply = login(soap, "wrong");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.fault())
                .isEqualTo("INVALID_LOGIN: Invalid username, password, security token; or user locked out.");
        assertThat(reply.text("faultcode")).isEqualTo("INVALID_LOGIN");
        assertThat(reply.text("detail/LoginFault/exceptionCode")).isEqualTo("INVALID_LOGIN");
        assertThat(reply.xml()).contains("<sf:LoginFault xsi:type=\"sf:LoginFault\">");
    }

    @Test
    void nobody_logs_in_by_an_id() {
        Reply byId = soap.call(
                "login",
                "<username>"
                        + org.setup()
                                .users()
                                .get(org.administrator().username())
                                .id() + "</username><password>"
                        + org.administrator().password() + "</password>");

        assertThat(byId.fault()).startsWith("INVALID_LOGIN: ");
    }

    @Test
    void a_user_who_is_locked_out_is_recorded_as_such() {
        for (int i = 0; i < 10; i++) {
            login(soap, "wrong");
        }
        Reply locked = login(soap, org.administrator().password());

        assertThat(locked.fault()).startsWith("INVALID_LOGIN: ");
        assertThat(lastStatus()).isEqualTo("Password Lockout");
    }

    @Test
    void a_user_logs_in_no_more_often_within_an_hour_than_the_org_allows() {
        org.setup().settings().setLoginsPerHour(1);
        assertThat(login(soap, org.administrator().password()).status()).isEqualTo(200);

        assertThat(login(soap, org.administrator().password()).fault()).isEqualTo("INVALID_LOGIN: login rate exceeded");
        assertThat(lastStatus()).isEqualTo("Login Rate Exceeded");
        org.controls().advanceClock(Duration.ofHours(1));
        assertThat(login(soap, org.administrator().password()).status()).isEqualTo(200);
    }

    @Test
    void login_is_gone_from_version_65_on() {
        Reply reply =
                login(soap.at("/services/Soap/u/65.0"), org.administrator().password());

        assertThat(reply.fault()).startsWith("UNSUPPORTED_API_VERSION: ");
        assertThat(reply.elements("detail/UnexpectedErrorFault")).hasSize(1);
    }

    @Test
    void a_logout_ends_the_session() {
        String token = session();

        Reply logout = soap.withSession(token).call("logout", "");

        assertThat(logout.xml()).contains("<logoutResponse");
        assertThat(logout.status()).isEqualTo(200);
        assertThat(soap.withSession(token).call("getUserInfo", "").fault()).startsWith("INVALID_SESSION_ID: ");
    }

    @Test
    void sessions_are_ended_by_their_ids_one_result_for_each() {
        String own = session();
        String other = session();

        Reply reply = soap.withSession(own)
                .call("invalidateSessions", "<sessionIds>" + other + "</sessionIds><sessionIds>none</sessionIds>");

        assertThat(reply.texts("result/success")).containsExactly("true", "false");
        assertThat(reply.text("result/errors/statusCode")).isEqualTo("INVALID_SESSION_ID");
        assertThat(soap.withSession(other).call("getUserInfo", "").fault()).startsWith("INVALID_SESSION_ID: ");
        assertThat(soap.withSession(own).call("getUserInfo", "").status()).isEqualTo(200);
    }

    @Test
    void a_password_that_was_set_is_the_one_that_signs_in() {
        String token = session();
        String userId = soap.withSession(token).call("getUserInfo", "").text("result/userId");

        assertThat(soap.withSession(token)
                        .call("setPassword", "<userId>" + userId + "</userId><password>short</password>")
                        .elements("detail/InvalidNewPasswordFault"))
                .hasSize(1);
        assertThat(soap.withSession(token)
                        .call("setPassword", "<userId>" + userId + "</userId><password>brandnew1</password>")
                        .status())
                .isEqualTo(200);
        assertThat(login(soap, "brandnew1").status()).isEqualTo(200);

        String reset = soap.withSession(token)
                .call("resetPassword", "<userId>" + userId + "</userId>")
                .text("result/password");
        assertThat(login(soap, reset).status()).isEqualTo(200);
        assertThat(soap.withSession(token)
                        .call(
                                "changeOwnPassword",
                                "<oldPassword>brandnew1</oldPassword><newPassword>another1</newPassword>")
                        .fault())
                .startsWith("INVALID_OLD_PASSWORD: ");
    }

    @Test
    void a_header_of_another_namespace_that_must_be_understood_is_refused() {
        Reply reply = soap.withSession(session())
                .withHeader("<x:Route xmlns:x=\"urn:x\" soapenv:mustUnderstand=\"1\"/>")
                .call("getUserInfo", "");

        assertThat(reply.text("faultcode")).isEqualTo("soapenv:MustUnderstand");
        assertThat(reply.fault()).contains("{urn:x}Route");
    }

    @Test
    void headers_of_the_api_are_taken_in_any_order() {
        String token = session();
        Reply reply = soap.withHeader("<CallOptions><client>loader/1.0</client></CallOptions>")
                .withHeader("<LoginScopeHeader><organizationId>" + org.organizationId()
                        + "</organizationId></LoginScopeHeader>")
                .withHeader("<PackageVersionHeader/><MruHeader><updateMru>true</updateMru></MruHeader>")
                .withSession(token)
                .call("getServerTimestamp", "");

        assertThat(reply.text("result/timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void a_request_that_nests_without_end_is_refused() {
        Reply reply = soap.send("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                + "<a>".repeat(5_000) + "</a>".repeat(5_000) + "</e:Body></e:Envelope>");

        assertThat(reply.text("faultcode")).isEqualTo("soapenv:Client");
        assertThat(soap.send("").fault()).contains("Premature end of file");
    }

    private String lastStatus() {
        return org.setup().loginHistory().latest(1, 0).get(0).status();
    }

    private String session() {
        return login(soap, org.administrator().password()).text("result/sessionId");
    }

    private Reply login(SoapClient at, String password) {
        return at.call(
                "login",
                "<username>" + org.administrator().username() + "</username><password>" + password + "</password>");
    }
}

package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthServerUrlTest {
    @Test
    void the_guide_s_url_names_instance_and_version() {
        OAuthServerUrl url = OAuthServerUrl.parse("https://acme.my.salesforce.com/services/Soap/c/55.0");

        assertThat(url.instance()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
        assertThat(url.version()).isEqualTo(new ApiVersion(55, 0));
        assertThat(url).hasToString("https://acme.my.salesforce.com/services/Soap/c/55.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  https://acme.my.salesforce.com/services/Soap/c/55.0 ",
                "https://acme.my.salesforce.com/services/Soap/c/55.0/",
                "https://acme.my.salesforce.com/services/Soap/c/55.0/00D000000000001AAA",
                "HTTPS://acme.my.salesforce.com/services/Soap/c/55.0",
            })
    void what_means_the_same_is_read_the_same(String text) {
        assertThat(OAuthServerUrl.parse(text))
                .isEqualTo(OAuthServerUrl.parse("https://acme.my.salesforce.com/services/Soap/c/55.0"));
    }

    @Test
    void plain_http_is_for_this_machine() {
        assertThat(OAuthServerUrl.parse("http://localhost:8080/services/Soap/c/55.0")
                        .instance())
                .isEqualTo(URI.create("http://localhost:8080"));
        assertThat(refused("http://acme.my.salesforce.com/services/Soap/c/55.0").reason())
                .isEqualTo(Reason.TLS_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://acme.my.salesforce.com/services/Soap/u/55.0   | Replace /u/ by /c/",
                "https://acme.my.salesforce.com/services/Soap/m/55.0   | Replace /m/ by /c/",
                "https://acme.my.salesforce.com/services/Soap/c/       | Add the API version",
                "https://acme.my.salesforce.com/services/Soap/c        | Add the API version",
                "https://acme.my.salesforce.com/services/soap/c/55.0   | capital S",
                "https://acme.my.salesforce.com/services/data/v55.0    | REST API's path",
                "https://acme.my.salesforce.com/services/oauth2/token  | security provider",
                "https://acme.my.salesforce.com                        | Add the path",
                "https://acme.my.salesforce.com/somewhere              | Write it as https://",
                "https://acme.my.salesforce.com/services/Soap/c/v55.0  | without a v",
                "https://acme.my.salesforce.com/services/Soap/c/55     | a number like 55.0",
                "https://login.salesforce.com/services/Soap/c/55.0     | My Domain",
                "https://acme.lightning.force.com/services/Soap/c/55.0 | My Domain",
                "acme.my.salesforce.com/services/Soap/c/55.0           | Write it as https://",
                "https://user:pw@acme.my.salesforce.com/services/Soap/c/55.0 | Write it as https://",
                "https://ac me.my.salesforce.com                       | Write it as https://",
                "''                                                    | Write it as https://",
            })
    void a_wrong_url_gets_the_advice_that_corrects_it(String text, String advice) {
        SalesforceException refusal = refused(text);

        assertThat(refusal.reason()).isEqualTo(Reason.SERVER_URL_INVALID);
        assertThat(refusal.advice()).contains(advice);
        assertThat(refusal.getMessage()).doesNotContain("pw");
    }

    @Test
    void versions_compare_by_number() {
        assertThat(ApiVersion.parse("9.0")).isLessThan(ApiVersion.parse("55.0"));
    }

    private static SalesforceException refused(String text) {
        return catchThrowableOfType(SalesforceException.class, () -> OAuthServerUrl.parse(text));
    }
}

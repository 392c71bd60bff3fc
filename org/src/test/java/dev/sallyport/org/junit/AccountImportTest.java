package dev.sallyport.org.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of docs/local-org-in-tests.md. */
@ExtendWith(LocalOrgExtension.class)
class AccountImportTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void an_app_gets_a_token(LocalOrg org, ReadyApp app) throws Exception {
        HttpResponse<String> answer = requestToken(org, app);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void an_org_that_is_down_says_when_to_try_again(LocalOrg org, ReadyApp app) throws Exception {
        org.controls().failNext(ApiKind.TOKEN, Fault.unavailable(Duration.ofSeconds(30)));

        HttpResponse<String> answer = requestToken(org, app);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
    }

    private HttpResponse<String> requestToken(LocalOrg org, ReadyApp app) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(org.instanceUrl().resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + app.consumerKey()
                        + "&client_secret=" + app.consumerSecret()))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}

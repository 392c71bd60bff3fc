package dev.sallyport.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.junit.LocalOrgExtension;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

@ExtendWith(LocalOrgExtension.class)
class SallyportAuthorizedClientsTest {
    private static final int REQUESTS = 100;
    private static final int THREADS = 16;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_hundred_requests_of_springs_rest_client_make_one_token_call(LocalOrg org, ReadyApp app) {
        long springs = tokenCallsOfAHundredRequests(org, springs(registration(org, app)));

        SallyportAuthorizedClients clients = sallyports(registration(org, app));
        long ours = tokenCallsOfAHundredRequests(org, clients);

        System.out.printf(
                "Token calls for %d requests: %d with Spring Security's own manager, %d with Sallyport's tokens.%n",
                REQUESTS, springs, ours);
        assertThat(ours).isEqualTo(1);
    }

    @Test
    void a_token_that_the_org_has_ended_is_replaced_and_the_request_sent_again(LocalOrg org, ReadyApp app) {
        SallyportAuthorizedClients clients = sallyports(registration(org, app));
        RestClient rest = restClient(org, clients, new RefusedTokenInterceptor(clients));
        assertThat(limits(rest)).contains("DailyApiRequests");

        org.controls().expireSessions();

        assertThat(limits(rest)).contains("DailyApiRequests");
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(2);
    }

    @Test
    void a_body_is_sent_again_with_the_new_token(LocalOrg org, ReadyApp app) {
        SallyportAuthorizedClients clients = sallyports(registration(org, app));
        RestClient rest = restClient(org, clients, new RefusedTokenInterceptor(clients));
        limits(rest);
        org.controls().expireSessions();

        String created = rest.post()
                .uri("/services/data/v65.0/sobjects/Account")
                .attributes(clientRegistrationId("salesforce"))
                .header("Content-Type", "application/json")
                .body("{\"Name\":\"Holy Grail Ltd\"}")
                .retrieve()
                .body(String.class);

        assertThat(created).contains("\"success\":true");
    }

    @Test
    void threads_that_are_all_refused_at_once_replace_the_token_once(LocalOrg org, ReadyApp app) throws Exception {
        SallyportAuthorizedClients clients = sallyports(registration(org, app));
        RestClient rest = restClient(org, clients, new RefusedTokenInterceptor(clients));
        limits(rest);
        org.controls().expireSessions();

        List<String> answers = together(() -> limits(rest));

        assertThat(answers).hasSize(THREADS).allMatch(answer -> answer.contains("DailyApiRequests"));
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(2);
    }

    @Test
    void a_resource_that_refuses_every_token_is_asked_twice_and_no_more(LocalOrg org, ReadyApp app) {
        SallyportAuthorizedClients clients = sallyports(registration(org, app));
        RestClient rest = restClient(org, clients, new RefusedTokenInterceptor(clients));
        limits(rest);
        Fault refusal = Fault.refusal(401, "INVALID_SESSION_ID", "Session expired or invalid");
        org.controls().failNext(ApiKind.REST, refusal);
        org.controls().failNext(ApiKind.REST, refusal);

        assertThat(catchThrowableOfType(HttpClientErrorException.Unauthorized.class, () -> limits(rest)))
                .isNotNull();
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(2);
    }

    @Test
    void a_refusal_is_springs_exception_with_what_to_do(LocalOrg org, ReadyApp app) {
        ClientRegistration registration = ClientRegistration.withClientRegistration(registration(org, app))
                .clientSecret("not-the-secret")
                .build();
        SallyportAuthorizedClients clients = sallyports(registration);

        ClientAuthorizationException refusal =
                catchThrowableOfType(ClientAuthorizationException.class, () -> clients.authorize(request()));

        assertThat(refusal.getError().getErrorCode()).isEqualTo("client_secret_wrong");
        assertThat(refusal).hasMessageContaining("Manage Consumer Details").hasMessageNotContaining("not-the-secret");
        assertThat(refusal).hasCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void a_registration_of_another_grant_goes_where_it_went_before(LocalOrg org, ReadyApp app) {
        ClientRegistration signIn = ClientRegistration.withClientRegistration(registration(org, app))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationUri(org.instanceUrl() + "/services/oauth2/authorize")
                .redirectUri(app.callbackUrl())
                .build();
        List<String> asked = new ArrayList<>();
        SallyportAuthorizedClients clients = new SallyportAuthorizedClients(
                new InMemoryClientRegistrationRepository(signIn),
                request -> {
                    asked.add(request.getClientRegistrationId());
                    return null;
                },
                http);

        assertThat(clients.authorize(request())).isNull();
        assertThat(asked).containsExactly("salesforce");
    }

    private long tokenCallsOfAHundredRequests(LocalOrg org, OAuth2AuthorizedClientManager clients) {
        RestClient rest = restClient(org, clients, null);
        long before = org.controls().count(ApiKind.TOKEN).requests();
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(limits(rest)).contains("DailyApiRequests");
        }
        return org.controls().count(ApiKind.TOKEN).requests() - before;
    }

    private static String limits(RestClient rest) {
        String answer = rest.get()
                .uri("/services/data/v65.0/limits")
                .attributes(clientRegistrationId("salesforce"))
                .retrieve()
                .body(String.class);
        return answer == null ? "" : answer;
    }

    private static RestClient restClient(
            LocalOrg org, OAuth2AuthorizedClientManager clients, @Nullable RefusedTokenInterceptor refused) {
        RestClient.Builder builder = RestClient.builder()
                .baseUrl(org.instanceUrl().toString())
                .requestInterceptor(new OAuth2ClientHttpRequestInterceptor(clients));
        return (refused == null ? builder : builder.requestInterceptor(refused)).build();
    }

    private SallyportAuthorizedClients sallyports(ClientRegistration registration) {
        return new SallyportAuthorizedClients(
                new InMemoryClientRegistrationRepository(registration), springs(registration), http);
    }

    private static OAuth2AuthorizedClientManager springs(ClientRegistration registration) {
        InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(registration);
        return new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
    }

    private static ClientRegistration registration(LocalOrg org, ReadyApp app) {
        return ClientRegistration.withRegistrationId("salesforce")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId(app.consumerKey())
                .clientSecret(app.consumerSecret())
                .tokenUri(org.instanceUrl() + "/services/oauth2/token")
                .build();
    }

    private static OAuth2AuthorizeRequest request() {
        return OAuth2AuthorizeRequest.withClientRegistrationId("salesforce")
                .principal("examples")
                .build();
    }

    private static List<String> together(Callable<String> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch all = new CountDownLatch(THREADS);
        try {
            List<Future<String>> started = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                started.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return call.call();
                }));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : started) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}

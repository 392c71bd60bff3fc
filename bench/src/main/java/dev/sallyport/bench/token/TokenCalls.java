package dev.sallyport.bench.token;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** How often the token endpoint is called by many who want a token at the same moment. */
final class TokenCalls {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String UNIT = "token calls";

    private final Callers callers;
    private final int runs;
    private final Duration latency;

    /**
     * Measures nothing yet.
     *
     * @param runs how often each moment is brought about
     * @param latency how long the org takes for an answer: all callers have come before it is there
     */
    TokenCalls(Callers callers, int runs, Duration latency) {
        this.callers = callers;
        this.runs = runs;
        this.latency = latency;
    }

    /** At start, at expiry and after a 401, against the local org. */
    List<Measure> measure() throws IOException, InterruptedException {
        List<Double> atStart = new ArrayList<>();
        List<Double> atExpiry = new ArrayList<>();
        List<Double> after401 = new ArrayList<>();
        List<Double> springs = new ArrayList<>();
        SpringCalls peer = new SpringCalls(callers, latency);
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            ReadyApp app = org.readyApp();
            for (int run = 0; run < runs; run++) {
                SettableClock clock = new SettableClock();
                OAuthTokenSource source = new OAuthTokenSource(provider(org, app), HttpClient.newHttpClient(), clock);
                org.controls().setLatency(latency);
                atStart.add(calls(org, () -> source.token().value()));
                clock.advance(LIFETIME);
                atExpiry.add(calls(org, () -> source.token().value()));
                AccessToken refused = source.token();
                org.controls().setLatency(Duration.ZERO);
                endSession(org, refused);
                org.controls().setLatency(latency);
                after401.add(calls(org, () -> source.replace(refused).value()));
                org.controls().setLatency(Duration.ZERO);
                springs.add(peer.calls());
            }
        }
        double others = Measure.middle(springs);
        return List.of(
                beside("at start", atStart, others),
                beside("at expiry", atExpiry, others),
                beside("after a 401", after401, others));
    }

    private Measure beside(String moment, List<Double> values, double springs) {
        return Measure.of(
                callers.count() + " callers " + moment,
                UNIT,
                values,
                "Spring Security's manager without a good token",
                springs);
    }

    private double calls(LocalOrg org, Supplier<Secret> call) throws InterruptedException {
        long before = org.controls().count(ApiKind.TOKEN).requests();
        Set<Secret> tokens = callers.together(call);
        if (tokens.size() != 1) {
            throw new IllegalStateException("The callers got " + tokens.size() + " different tokens.");
        }
        return org.controls().count(ApiKind.TOKEN).requests() - before;
    }

    private static void endSession(LocalOrg org, AccessToken token) throws IOException, InterruptedException {
        org.controls().expireSessions();
        HttpRequest limits = HttpRequest.newBuilder(org.instanceUrl().resolve("/services/data/v65.0/limits"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(ResourceAuthentication.BEARER.authorize(token, limits), BodyHandlers.discarding())
                .statusCode();
        if (status != 401) {
            throw new IllegalStateException("The org answers " + status + " to a session that has ended.");
        }
    }

    private static OAuthProvider provider(LocalOrg org, ReadyApp app) {
        return OAuthProvider.salesforceClientCredentials(
                        "Salesforce",
                        org.instanceUrl(),
                        new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())))
                .toBuilder()
                .parameters(ProviderParameters.NONE.withExpiresIn(LIFETIME))
                .build();
    }
}

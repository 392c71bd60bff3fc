package dev.sallyport.salesforce;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Test Connection: walks from the OAuth server URL to the first describe, and says at which step the road ends. */
public final class ConnectionTest implements TestConnection {
    /** What is tried, in this order. */
    public enum Step implements TestConnection.Step {
        /** The OAuth server URL and the endpoints are addresses that can be right. */
        URL("OAuth server URL"),
        /** The org's host answers, over TLS unless it is this machine. */
        TLS("TLS"),
        /** The token endpoint issues a token. */
        TOKEN("Token"),
        /** The user info endpoint says whose it is. */
        USER_INFO("User info"),
        /** The org speaks the URL's API version, and SOAP {@code getUserInfo} there takes the token, in the same org. */
        SOAP_USER_INFO("SOAP getUserInfo"),
        /** The run-as user is an API Only User. */
        API_ONLY("API Only User"),
        /** The org has API calls left. */
        LIMITS("Limits"),
        /** The user sees sObjects. */
        DESCRIBE("Describe");

        private final String label;

        Step(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** How a step went. */
    public enum Outcome {
        /** As it should be. */
        PASSED,
        /** It works, and yet something wants attention. */
        WARNING,
        /** The road ends here. */
        FAILED,
        /** Not tried, for an earlier step failed. */
        SKIPPED
    }

    /**
     * A step and how it went.
     *
     * @param step what was tried
     * @param outcome how it went
     * @param detail what was found: one sentence or phrase for a person to read, no secret in it
     * @param advice what to do about it; null if nothing is to be done
     * @param duration how long it took, by the test's clock
     */
    public record Check(
            TestConnection.Step step,
            Outcome outcome,
            String detail,
            @Nullable String advice,
            Duration duration) {}

    private final OAuthProvider provider;
    private final TokenSource tokens;
    private final String oauthServerUrl;
    private final HttpClient http;
    private final Clock clock;

    /**
     * Prepares a test; nothing is called yet.
     *
     * @param provider how requests are authorised; the test asks for a token of its own
     * @param oauthServerUrl the data server's setting as the user typed it
     * @param http the transport
     * @param clock what durations are measured by
     */
    public ConnectionTest(OAuthProvider provider, String oauthServerUrl, HttpClient http, Clock clock) {
        this(provider, new OAuthTokenSource(provider, http, clock), oauthServerUrl, http, clock);
    }

    /**
     * Prepares a test with tokens from elsewhere, as where a person has to sign in for them; nothing is called yet.
     *
     * @param provider how requests are authorised
     * @param tokens where its tokens come from
     * @param oauthServerUrl the data server's setting as the user typed it
     * @param http the transport
     * @param clock what durations are measured by
     */
    public ConnectionTest(
            OAuthProvider provider, TokenSource tokens, String oauthServerUrl, HttpClient http, Clock clock) {
        this.provider = provider;
        this.tokens = tokens;
        this.oauthServerUrl = oauthServerUrl;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public List<Check> run(Consumer<Check> progress) {
        try (ConnectionWalk walk = new ConnectionWalk(provider, tokens, oauthServerUrl, http)) {
            return TestConnection.walk(List.of(Step.values()), clock, walk::take, progress);
        }
    }
}

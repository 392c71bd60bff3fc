package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.SignInAddress;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Gets a token: the client's own anew, a person's from where it is kept. */
final class TokenExam {
    private static final String NOT_APPROVED = "If the username is right, the user is to be approved: in Setup open App"
            + " Manager, Manage on the app, Edit Policies, set Permitted Users to Admin approved users are"
            + " pre-authorized, and add the user's profile or permission set (external client app: Policies > Edit >"
            + " App Policies). Compare Subject of the provider with the user's Username in Setup > Users, not the"
            + " e-mail address.";

    private final OAuthProvider provider;
    private final HttpClient http;
    private final Clock clock;
    private final Chart chart;

    TokenExam(OAuthProvider provider, HttpClient http, Clock clock, Chart chart) {
        this.provider = provider;
        this.http = http;
        this.clock = clock;
        this.chart = chart;
    }

    /** Notes how it went; empty where there is no token. */
    Optional<AccessToken> examine(Patient patient) {
        Optional<AccessToken> token = provider.grant() instanceof Grant.AuthorizationCode
                ? ofPerson(patient.tokens(), patient.owner())
                : ofClient(provider);
        token.ifPresent(this::checkScopes);
        return token;
    }

    /** A token in place of one that was kept and is refused now; empty if there is none. */
    Optional<AccessToken> replace(Patient patient, AccessToken refused) {
        try {
            return Optional.of(
                    source(provider, patient.tokens(), patient.owner()).replace(refused));
        } catch (AuthorizationException e) {
            chart.add(ended(e, patient.owner()));
            return Optional.empty();
        }
    }

    private Optional<AccessToken> ofClient(OAuthProvider asking) {
        try {
            return Optional.of(source(asking, new InMemoryTokenStore(), TokenKey.ofClient(asking.name()))
                    .token());
        } catch (AuthorizationException e) {
            Finding finding = refined(Symptoms.of(Check.TOKEN, e));
            chart.add(finding);
            boolean worthAnotherTry = finding.ailment() == Ailment.SCOPES_NOT_TAKEN
                    && !asking.grant().scopes().isEmpty();
            return worthAnotherTry
                    ? ofClient(asking.toBuilder()
                            .grant(Scopes.replaced(asking.grant(), List.of()))
                            .build())
                    : Optional.empty();
        }
    }

    private Optional<AccessToken> ofPerson(TokenStore tokens, TokenKey owner) {
        TokenState state = tokens.read(owner);
        if (state.access() == null && state.refreshToken() == null) {
            chart.add(Symptoms.of(
                    Check.TOKEN,
                    AuthorizationException.of(
                            Reason.SIGN_IN_REQUIRED,
                            "no token of " + owner + " is here.",
                            "Sign in with a browser: sallyport provider sign-in " + owner.provider())));
            return Optional.empty();
        }
        try {
            return Optional.of(source(provider, tokens, owner).token());
        } catch (AuthorizationException e) {
            chart.add(ended(e, owner));
            return Optional.empty();
        }
    }

    /** There was a token: that a person must sign in again means that the refresh token has ended. */
    private Finding ended(AuthorizationException e, TokenKey owner) {
        return Symptoms.of(
                Check.TOKEN,
                e.reason() == Reason.SIGN_IN_REQUIRED
                        ? AuthorizationException.of(Reason.REFRESH_TOKEN_REFUSED, "that of " + owner + ".")
                        : e);
    }

    private OAuthTokenSource source(OAuthProvider asking, TokenStore tokens, TokenKey key) {
        return new OAuthTokenSource(
                asking,
                key,
                new OAuthTokenSource.Surroundings(
                        tokens,
                        http,
                        clock,
                        RandomGenerator.getDefault(),
                        SignInAddress.below(URI.create("http://localhost"))));
    }

    private void checkScopes(AccessToken token) {
        Set<String> scopes = token.scopes();
        String named = String.join(" ", scopes.stream().sorted().toList());
        if (isForApis(token)) {
            chart.add(Finding.sound(
                    Check.TOKEN, scopes.isEmpty() ? "A token is there." : "A token is there; scopes: " + named + "."));
            return;
        }
        chart.add(new Finding(
                Check.TOKEN,
                Outcome.SICK,
                Ailment.API_SCOPE_MISSING,
                "The token is not for the APIs: its scopes are " + named + ", and api is not among them.",
                "Give the app the scope Manage user data via APIs (api): in Setup open App Manager, Edit on the app,"
                        + " Selected OAuth Scopes (external client app: External Client App Manager, the app, Settings,"
                        + " OAuth Settings).",
                "INVALID_SESSION_ID: This session is not valid for use with the REST API"));
    }

    /** Where the answer does not name the scopes, the API will tell. */
    static boolean isForApis(AccessToken token) {
        Set<String> scopes = token.scopes();
        return scopes.isEmpty() || scopes.contains("api") || scopes.contains("full");
    }

    /** What the provider itself tells of a refusal that has more than one cause. */
    private Finding refined(Finding finding) {
        if (finding.ailment() == Ailment.SUBJECT_NOT_APPROVED) {
            return finding.withAdvice(NOT_APPROVED);
        }
        boolean recipientSuspected = finding.ailment() == Ailment.ASSERTION_REFUSED
                && provider.grant() instanceof Grant.SamlBearer saml
                && saml.recipient() != null
                && !saml.recipient().equals(provider.endpoints().address().toString());
        return recipientSuspected ? wrongRecipient(finding) : finding;
    }

    private Finding wrongRecipient(Finding finding) {
        return new Finding(
                Check.TOKEN,
                Outcome.SICK,
                Ailment.ASSERTION_RECIPIENT_WRONG,
                "The assertion's recipient is not the token endpoint: "
                        + ((Grant.SamlBearer) provider.grant()).recipient() + ".",
                "Leave Recipient of the provider empty, or set it to "
                        + provider.endpoints().address() + ".",
                finding.said());
    }
}

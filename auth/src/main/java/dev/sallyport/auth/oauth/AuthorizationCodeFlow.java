package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClaimType.Usage;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person sign in at the provider's authorization endpoint and keeps the tokens that come of it (RFC 6749, section
 * 4.1; RFC 7636; RFC 9207; OpenID Connect Core, section 3.1). A sign-in ends in the browser that began it, once, within
 * ten minutes, at the provider that it began at.
 */
public final class AuthorizationCodeFlow {
    private static final int RANDOM_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

    private final OAuthProvider provider;
    private final PendingAuthorizations pending;
    private final TokenStore store;
    private final Clock clock;
    private final ServerMetadata metadata;
    private final TokenEndpoint endpoint;
    private final IdTokenCheck idTokens;
    private final UserInfoEndpoint userInfo;

    /**
     * A sign-in that has begun.
     *
     * @param authorizationUrl where the browser is sent
     * @param browserKey what the browser keeps until it comes back, in a cookie that scripts and other sites do not get
     * @param state what comes back with it, by which one of several sign-ins in a browser is told from the others
     */
    public record Started(URI authorizationUrl, Secret browserKey, String state) {}

    /**
     * A sign-in that has ended well; its tokens are in the store.
     *
     * @param key whose they are
     * @param claims who the person is; without values where the provider does not tell
     * @param returnTo the path to go on to; null for the start page
     */
    public record SignedIn(
            TokenKey key, Claims claims, @Nullable String returnTo) {}

    /** A sign-in that has ended well, whose tokens nobody has yet: first somebody decides whether the person is let in. */
    public final class Identified {
        private final IssuedTokens tokens;
        private final PendingAuthorization authorization;
        private final Claims claims;

        private Identified(IssuedTokens tokens, PendingAuthorization authorization, Claims claims) {
            this.tokens = tokens;
            this.authorization = authorization;
            this.claims = claims;
        }

        /** Who the person is; without values where the provider does not tell. */
        public Claims claims() {
            return claims;
        }

        /** The path to go on to; null for the start page. */
        public @Nullable String returnTo() {
            return authorization.returnTo();
        }

        /**
         * Keeps the tokens.
         *
         * @param user for whom, where the provider gives each person their own
         * @return whose they are now
         */
        public TokenKey keepFor(String user) {
            TokenKey key = provider.tokenOwner() == TokenOwner.CLIENT
                    ? TokenKey.ofClient(provider.name())
                    : TokenKey.ofUser(provider.name(), user);
            keep(key, tokens);
            return key;
        }

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Identified[" + claims + "]";
        }
    }

    /**
     * The flow of a provider; nothing is called yet.
     *
     * @param provider with the grant Authorization Code
     * @param pending where sign-ins under way are kept
     * @param store where tokens go
     * @param http the transport
     * @param clock what sign-ins and tokens are dated by
     */
    public AuthorizationCodeFlow(
            OAuthProvider provider, PendingAuthorizations pending, TokenStore store, HttpClient http, Clock clock) {
        this.provider = provider;
        this.pending = pending;
        this.store = store;
        this.clock = clock;
        this.metadata = new ServerMetadata(provider, http);
        this.endpoint = new TokenEndpoint(provider, metadata, http, clock);
        this.idTokens = new IdTokenCheck(provider, metadata, http);
        this.userInfo = new UserInfoEndpoint(provider, http);
    }

    /**
     * Begins a sign-in.
     *
     * @param user for whom the tokens are to be; null where the client owns them, or where the sign-in tells who it is
     * @param redirectUri the callback {@code .../signin-{provider}}, as the app has it
     * @param returnTo the path of this server to go on to afterwards, such as {@code /tables}; null for the start page
     * @throws AuthorizationException if the provider is not ready or {@code returnTo} leads elsewhere
     */
    public Started begin(@Nullable String user, URI redirectUri, @Nullable String returnTo) {
        provider.validate();
        provider.requireReady();
        if (!(provider.grant() instanceof Grant.AuthorizationCode grant)) {
            throw AuthorizationException.of(
                    Reason.PROVIDER_INVALID,
                    "nobody signs in with the grant " + provider.grant().label() + ".",
                    "Its tokens come by themselves. For people to sign in, choose the grant Authorization Code.");
        }
        refuseOtherSites(returnTo);
        State state = new State(RANDOM_BYTES);
        CodeVerifier verifier = new CodeVerifier();
        String nonce = random();
        String browserKey = random();
        pending.add(
                new PendingAuthorization(
                        state.getValue(),
                        provider.name(),
                        user,
                        hash(browserKey),
                        Secret.of(verifier.getValue()),
                        nonce,
                        redirectUri,
                        returnTo,
                        clock.instant().plus(LIFETIME)),
                clock.instant());
        return new Started(
                request(grant, redirectUri, state, verifier, nonce), Secret.of(browserKey), state.getValue());
    }

    private URI request(
            Grant.AuthorizationCode grant, URI redirectUri, State state, CodeVerifier verifier, String nonce) {
        AuthorizationRequest.Builder request = new AuthorizationRequest.Builder(
                        ResponseType.CODE,
                        new ClientID(provider.credentials().client().clientId()))
                .endpointURI(ServerMetadata.required(
                        "authorization_endpoint", metadata.endpoints().authorization()))
                .redirectionURI(redirectUri)
                .state(state)
                .codeChallenge(verifier, CodeChallengeMethod.S256);
        provider.parameters().authorizationParameters().forEach(request::customParameter);
        Scope scope = new Scope(grant.scopes().toArray(new String[0]));
        if (provider.type() == ProviderType.OPENID_CONNECT) {
            scope.add("openid");
            request.customParameter("nonce", nonce);
        }
        if (!scope.isEmpty()) {
            request.scope(scope);
        }
        if (grant.audience() != null) {
            request.customParameter("audience", grant.audience());
        }
        return request.build().toURI();
    }

    /**
     * Ends a sign-in: checks what came back, gets the tokens and keeps them.
     *
     * @param parameters of the callback's address, by name
     * @param browserKey what the browser kept; null if it has none
     * @throws AuthorizationException if it does not belong to a sign-in of this browser, or the server or the person
     *     refuses
     */
    public SignedIn complete(Map<String, List<String>> parameters, @Nullable Secret browserKey) {
        Identified person = identify(parameters, browserKey);
        TokenKey key = key(person.authorization, person.claims);
        keep(key, person.tokens);
        return new SignedIn(key, person.claims, person.returnTo());
    }

    /**
     * Ends a sign-in as {@link #complete} does, and leaves to the caller whether tokens are kept and for whom.
     *
     * @param parameters of the callback's address, by name
     * @param browserKey what the browser kept; null if it has none
     * @throws AuthorizationException as {@link #complete}
     */
    public Identified identify(Map<String, List<String>> parameters, @Nullable Secret browserKey) {
        Callback callback = new Callback(parameters);
        PendingAuthorization authorization = authorization(callback, browserKey);
        checkIssuer(callback);
        callback.value("error").ifPresent(error -> {
            throw refusal(error, callback.value("error_description").orElse(null));
        });
        String code =
                callback.value("code").orElseThrow(() -> unknown("the callback brings neither a code nor an error."));
        IssuedTokens tokens = endpoint.redeem(Secret.of(code), authorization);
        return new Identified(tokens, authorization, claims(tokens, authorization));
    }

    private PendingAuthorization authorization(Callback callback, @Nullable Secret browserKey) {
        String state = callback.value("state").orElseThrow(() -> unknown("the callback brings no state."));
        PendingAuthorization authorization =
                pending.take(state).orElseThrow(() -> unknown("its state is not known, or was used before."));
        if (!authorization.provider().equals(provider.name())) {
            throw unknown("it began at another provider.");
        }
        if (!clock.instant().isBefore(authorization.expiresAt())) {
            throw unknown("it began more than " + LIFETIME.toMinutes() + " minutes ago.");
        }
        boolean sameBrowser = browserKey != null
                && MessageDigest.isEqual(
                        hash(browserKey.reveal()).getBytes(StandardCharsets.US_ASCII),
                        authorization.browser().getBytes(StandardCharsets.US_ASCII));
        if (!sameBrowser) {
            throw unknown("it began in another browser.");
        }
        return authorization;
    }

    /** RFC 9207, section 2.4: a server that names itself in its answers must do so in each, and only itself. */
    private void checkIssuer(Callback callback) {
        ServerMetadata.Published server = metadata.published();
        Optional<String> named = callback.value("iss");
        if (server.issuer() == null) {
            return;
        }
        if (named.isEmpty() && server.namesIssuer()) {
            throw AuthorizationException.of(
                    Reason.ISSUER_MISMATCH, "it does not name its issuer, as this server does.");
        }
        if (named.isPresent() && !named.get().equals(server.issuer())) {
            throw AuthorizationException.of(Reason.ISSUER_MISMATCH, "it is not of " + server.issuer() + ".");
        }
    }

    private AuthorizationException refusal(String error, @Nullable String description) {
        // The SDK's type takes the characters that the standard has (section 4.1.2.1), and servers write others.
        ErrorObject object =
                new ErrorObject(ErrorObject.removeIllegalChars(error), ErrorObject.removeIllegalChars(description));
        return TokenRefusal.of(object, GrantType.AUTHORIZATION_CODE, provider.clientAuthentication())
                .because(QuotedWords.ofNobodyAsked().of(0, object) + " from the authorization endpoint.");
    }

    private Claims claims(IssuedTokens tokens, PendingAuthorization authorization) {
        Map<String, Object> values = new HashMap<>();
        if (provider.type() == ProviderType.OPENID_CONNECT) {
            values.putAll(idTokens.check(tokens, authorization.nonce()));
        }
        // A token without the scope openid is refused there: then only an endpoint that the provider itself names is
        // asked.
        boolean asksWho = provider.type() == ProviderType.OPENID_CONNECT
                || provider.grant().scopes().contains("openid");
        URI endpointOfUser = (asksWho ? metadata.endpoints() : provider.endpoints()).userInfo();
        if (endpointOfUser != null) {
            Map<String, Object> told = userInfo.ask(endpointOfUser, tokens.access());
            Object subject = values.get("sub");
            // OpenID Connect Core, section 5.3.2: another subject's answer was put in this one's place.
            if (subject != null && !subject.equals(told.get("sub"))) {
                throw AuthorizationException.of(
                        Reason.ID_TOKEN_INVALID, "the User Info Endpoint tells of another person than the ID token.");
            }
            told.forEach(values::putIfAbsent);
        }
        return new Claims(values, provider.identity());
    }

    private TokenKey key(PendingAuthorization authorization, Claims claims) {
        if (provider.tokenOwner() == TokenOwner.CLIENT) {
            return TokenKey.ofClient(provider.name());
        }
        String user = authorization.user();
        return TokenKey.ofUser(
                provider.name(),
                user != null
                        ? user
                        : claims.first(Usage.NAME_IDENTIFIER)
                                .orElseThrow(() -> AuthorizationException.of(
                                        Reason.ID_TOKEN_INVALID,
                                        "nothing tells who signed in.",
                                        "Give the provider a User Info Endpoint, or the type OpenID Connect.")));
    }

    private void keep(TokenKey key, IssuedTokens tokens) {
        for (int turn = 0; ; turn++) {
            Optional<TokenStore.Lease> lease = store.lease(key, LONGEST_LEASE);
            if (lease.isPresent()) {
                try (TokenStore.Lease held = lease.get()) {
                    held.save(new TokenState(tokens.access(), tokens.refreshToken(), null));
                }
                return;
            }
            Waiting.aTurn(turn, RandomGenerator.getDefault());
        }
    }

    /** A path of this server and nothing else: {@code //other.example} and {@code /\other.example} are other sites. */
    private static void refuseOtherSites(@Nullable String returnTo) {
        if (returnTo != null && !returnTo.matches("/(?![/\\\\])[^\\\\\\p{Cntrl}]*")) {
            throw AuthorizationException.of(Reason.RETURN_ADDRESS_REFUSED, "it does not begin with a single slash.");
        }
    }

    private static AuthorizationException unknown(String why) {
        return AuthorizationException.of(Reason.SIGN_IN_UNKNOWN, why);
    }

    private static String random() {
        return new State(RANDOM_BYTES).getValue();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** What a callback's address brings; a parameter that comes twice is refused (RFC 6749, section 3.1). */
    private record Callback(Map<String, List<String>> parameters) {
        Optional<String> value(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw unknown("the callback brings " + name + " twice.");
            }
            return values.stream().filter(value -> !value.isBlank()).findFirst();
        }
    }
}

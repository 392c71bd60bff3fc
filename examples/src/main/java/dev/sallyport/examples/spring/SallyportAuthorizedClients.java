package dev.sallyport.examples.spring;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Spring Security's door to tokens, with Sallyport's tokens behind it, for registrations of the grant client credentials.
 *
 * <p>Spring takes a token whose answer has no {@code expires_in} for one that ends after a second. Salesforce's have none,
 * so that Spring asks for a new token for nearly every request. Here such a token lives until the resource refuses it:
 * {@link RefusedTokenInterceptor} tells of that.
 */
public final class SallyportAuthorizedClients implements OAuth2AuthorizedClientManager {
    private final ClientRegistrationRepository registrations;
    private final OAuth2AuthorizedClientManager otherGrants;
    private final HttpClient http;
    private final Map<String, TokenSource> sources = new ConcurrentHashMap<>();

    /**
     * Calls nothing yet.
     *
     * @param registrations Spring's own configuration of clients
     * @param otherGrants what goes on to serve registrations of other grants
     * @param http the transport to token endpoints; it stays open
     */
    public SallyportAuthorizedClients(
            ClientRegistrationRepository registrations, OAuth2AuthorizedClientManager otherGrants, HttpClient http) {
        this.registrations = registrations;
        this.otherGrants = otherGrants;
        this.http = http;
    }

    /**
     * The client with a token that is not known to be bad.
     *
     * @throws ClientAuthorizationException if the authorization server refuses or cannot be reached; its message says what
     *     to do
     * @throws IllegalArgumentException if there is no such registration
     */
    @Override
    public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizeRequest request) {
        ClientRegistration registration = registration(request.getClientRegistrationId());
        if (!registration.getAuthorizationGrantType().equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
            return otherGrants.authorize(request);
        }
        try {
            AccessToken token = source(registration).token();
            return new OAuth2AuthorizedClient(
                    registration, request.getPrincipal().getName(), springs(token));
        } catch (AuthorizationException e) {
            throw springs(e, registration);
        }
    }

    /**
     * A token other than the one that a resource has refused; one call of the token endpoint, however many threads come
     * with the same one.
     *
     * @param registrationId whose token it was
     * @param refused what the refused request carried
     * @return empty if the registration's tokens are not Sallyport's
     * @throws ClientAuthorizationException as {@link #authorize} does
     */
    @Nullable
    OAuth2AccessToken replace(String registrationId, String refused) {
        TokenSource source = sources.get(registrationId);
        if (source == null) {
            return null;
        }
        try {
            AccessToken current = source.token();
            // Another thread may have replaced it meanwhile.
            return springs(current.value().reveal().equals(refused) ? source.replace(current) : current);
        } catch (AuthorizationException e) {
            throw springs(e, registration(registrationId));
        }
    }

    private TokenSource source(ClientRegistration registration) {
        return sources.computeIfAbsent(
                registration.getRegistrationId(), id -> OAuthTokenSource.of(provider(registration), http));
    }

    private ClientRegistration registration(String id) {
        ClientRegistration registration = registrations.findByRegistrationId(id);
        if (registration == null) {
            throw new IllegalArgumentException("There is no client registration " + id + ".");
        }
        return registration;
    }

    private static OAuthProvider provider(ClientRegistration registration) {
        return OAuthProvider.named(registration.getRegistrationId())
                .endpoints(new Endpoints(
                        null, URI.create(registration.getProviderDetails().getTokenUri()), null))
                .grant(new Grant.ClientCredentials(List.copyOf(registration.getScopes()), null))
                .clientAuthentication(authentication(registration.getClientAuthenticationMethod()))
                .client(new ClientCredential(registration.getClientId(), Secret.of(registration.getClientSecret())))
                .build();
    }

    private static ClientAuthentication authentication(ClientAuthenticationMethod method) {
        if (method.equals(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)) {
            return ClientAuthentication.BASIC;
        }
        if (method.equals(ClientAuthenticationMethod.CLIENT_SECRET_POST)) {
            return ClientAuthentication.POST;
        }
        throw new IllegalArgumentException("Spring keeps no key for the method " + method.getValue() + ".");
    }

    private static OAuth2AccessToken springs(AccessToken token) {
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                token.value().reveal(),
                token.issuedAt(),
                token.expiresAt(),
                token.scopes());
    }

    private static ClientAuthorizationException springs(AuthorizationException e, ClientRegistration registration) {
        OAuth2Error error =
                new OAuth2Error(e.reason().name().toLowerCase(Locale.ROOT), e.getMessage() + " " + e.advice(), null);
        return new ClientAuthorizationException(error, registration.getRegistrationId(), e);
    }
}

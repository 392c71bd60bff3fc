package dev.sallyport.server.console;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of an OAuth provider: what the guide has people fill in, under its names. Choices travel as the texts that
 * people see. What the form does not show stays as it is.
 *
 * @param name identifies the provider
 * @param type the guide's Type
 * @param enabled {@code true} or {@code false}
 * @param grant the guide's OAuth Grant
 * @param clientAuthentication the guide's OAuth Client Authentication
 * @param resourceAuthentication the guide's OAuth Resource Authentication
 * @param tokenOwner the guide's Token Owner
 * @param redirectOnChallenge the guide's Redirect on Challenge, {@code True} or {@code False}
 * @param scopes separated by blanks
 * @param authorizationEndpoint the guide's Authorization Endpoint
 * @param tokenEndpoint the guide's Token Endpoint
 * @param userInfoEndpoint the guide's User Info Endpoint
 * @param clientId User Name of the Client credential
 * @param clientSecret its Password as typed; empty keeps what is set; a page never shows it again
 */
public record ProviderForm(
        String name,
        String type,
        String enabled,
        String grant,
        String clientAuthentication,
        String resourceAuthentication,
        String tokenOwner,
        String redirectOnChallenge,
        String scopes,
        String authorizationEndpoint,
        String tokenEndpoint,
        String userInfoEndpoint,
        String clientId,
        String clientSecret) {
    /** A field that a request leaves out is empty. */
    public ProviderForm {
        name = Objects.requireNonNullElse(name, "");
        type = Objects.requireNonNullElse(type, "");
        enabled = Objects.requireNonNullElse(enabled, "");
        grant = Objects.requireNonNullElse(grant, "");
        clientAuthentication = Objects.requireNonNullElse(clientAuthentication, "");
        resourceAuthentication = Objects.requireNonNullElse(resourceAuthentication, "");
        tokenOwner = Objects.requireNonNullElse(tokenOwner, "");
        redirectOnChallenge = Objects.requireNonNullElse(redirectOnChallenge, "");
        scopes = Objects.requireNonNullElse(scopes, "");
        authorizationEndpoint = Objects.requireNonNullElse(authorizationEndpoint, "");
        tokenEndpoint = Objects.requireNonNullElse(tokenEndpoint, "");
        userInfoEndpoint = Objects.requireNonNullElse(userInfoEndpoint, "");
        clientId = Objects.requireNonNullElse(clientId, "");
        clientSecret = Objects.requireNonNullElse(clientSecret, "");
    }

    static final String TRUE = "True";
    static final String FALSE = "False";

    private static final List<Grant> GRANTS =
            List.of(new Grant.ClientCredentials(), new Grant.AuthorizationCode(List.of(), null));

    /** An empty form with the guide's choices. */
    static ProviderForm fresh() {
        return of(OAuthProvider.named("").build());
    }

    /** The form of a provider; without its secret. */
    static ProviderForm of(OAuthProvider provider) {
        Endpoints endpoints = provider.endpoints();
        return new ProviderForm(
                provider.name(),
                provider.type().label(),
                provider.enabled() ? TRUE : FALSE,
                provider.grant().label(),
                provider.clientAuthentication().label(),
                provider.resourceAuthentication().label(),
                provider.tokenOwner().label(),
                provider.redirectOnChallenge() ? TRUE : FALSE,
                String.join(" ", provider.grant().scopes()),
                text(endpoints.authorization()),
                text(endpoints.token()),
                text(endpoints.userInfo()),
                provider.credentials().client().clientId(),
                "");
    }

    /** The same without the secret, to be shown once more. */
    ProviderForm withoutSecret() {
        return new ProviderForm(
                name,
                type,
                enabled,
                grant,
                clientAuthentication,
                resourceAuthentication,
                tokenOwner,
                redirectOnChallenge,
                scopes,
                authorizationEndpoint,
                tokenEndpoint,
                userInfoEndpoint,
                clientId,
                "");
    }

    /**
     * The provider that the form makes.
     *
     * @param before what it changes; null for a new one
     * @throws dev.sallyport.auth.AuthorizationException if an endpoint is no address
     */
    OAuthProvider provider(@Nullable OAuthProvider before) {
        OAuthProvider base = before == null
                ? OAuthProvider.named(name.strip())
                        .type(chosen(ProviderType.values(), ProviderType::label, type))
                        .build()
                : before;
        Endpoints others = base.endpoints();
        Secret secret = clientSecret.isEmpty() ? base.credentials().client().clientSecret() : Secret.of(clientSecret);
        return base.toBuilder()
                .enabled(enabled.equals(TRUE))
                .grant(grant(base.grant()))
                .clientAuthentication(
                        chosen(ClientAuthentication.values(), ClientAuthentication::label, clientAuthentication))
                .resourceAuthentication(
                        resourceAuthentication.equals(
                                        base.resourceAuthentication().label())
                                ? base.resourceAuthentication()
                                : ResourceAuthentication.BEARER)
                .tokenOwner(chosen(TokenOwner.values(), TokenOwner::label, tokenOwner))
                .redirectOnChallenge(redirectOnChallenge.equals(TRUE))
                .endpoints(new Endpoints(
                        Endpoints.parse("Authorization Endpoint", authorizationEndpoint),
                        Endpoints.parse("Token Endpoint", tokenEndpoint),
                        Endpoints.parse("User Info Endpoint", userInfoEndpoint),
                        others.revocation(),
                        others.jwks(),
                        others.issuer()))
                .client(new ClientCredential(clientId.strip(), secret))
                .build();
    }

    private Grant grant(Grant before) {
        List<String> asked = Stream.of(scopes.strip().split("\\s+"))
                .filter(scope -> !scope.isEmpty())
                .toList();
        if (grant.equals(before.label()) && asked.equals(before.scopes())) {
            return before;
        }
        if (grant.equals(new Grant.AuthorizationCode(asked, null).label())) {
            return new Grant.AuthorizationCode(asked, null);
        }
        return grant.equals(before.label()) && !(before instanceof Grant.ClientCredentials)
                ? before
                : new Grant.ClientCredentials(asked, null);
    }

    /** The types of provider that the form makes. */
    public List<String> types() {
        return List.of(ProviderType.OAUTH.label());
    }

    /** The grants that the form makes, and the one that it has. */
    public List<String> grants() {
        return choices(GRANTS.stream().map(Grant::label), grant);
    }

    /** The ways in which the client proves itself. */
    public List<String> clientAuthentications() {
        return choices(
                Arrays.stream(ClientAuthentication.values()).map(ClientAuthentication::label), clientAuthentication);
    }

    /** The ways in which the token travels that the form makes, and the one that it has. */
    public List<String> resourceAuthentications() {
        return choices(Stream.of(ResourceAuthentication.BEARER.label()), resourceAuthentication);
    }

    /** Whose the tokens can be. */
    public List<String> tokenOwners() {
        return choices(Arrays.stream(TokenOwner.values()).map(TokenOwner::label), tokenOwner);
    }

    /** The guide's two words for a switch. */
    public List<String> switches() {
        return List.of(TRUE, FALSE);
    }

    private static List<String> choices(Stream<String> labels, String current) {
        return Stream.concat(labels, Stream.of(current)).distinct().toList();
    }

    /** What is not among the choices was not made by the page: the first stands for it. */
    private static <E> E chosen(E[] choices, Function<E, String> label, String text) {
        return Arrays.stream(choices)
                .filter(choice -> label.apply(choice).equals(text))
                .findFirst()
                .orElse(choices[0]);
    }

    private static String text(@Nullable URI endpoint) {
        return endpoint == null ? "" : endpoint.toString();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ProviderForm[" + name + "]";
    }
}

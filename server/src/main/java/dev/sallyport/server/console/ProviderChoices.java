package dev.sallyport.server.console;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.TokenOwner;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the form of a provider offers, by App Builder's names. */
public final class ProviderChoices {
    static final String CLIENT = "Client";
    static final String RESOURCE_OWNER = "Resource Owner";
    static final String MY_DOMAIN = "My Domain";
    static final String PRODUCTION = "Production";
    static final String SANDBOX = "Sandbox";

    private ProviderChoices() {}

    /** Types of provider. */
    public static List<String> types() {
        return labels(ProviderType.values(), ProviderType::label);
    }

    /** Grants of type OAuth. */
    public static List<String> grants() {
        return Stream.of(
                        new Grant.ClientCredentials(),
                        new Grant.AuthorizationCode(List.of(), null),
                        new Grant.JwtBearer(List.of(), "", null, null),
                        new Grant.SamlBearer(List.of(), "", null, null, null),
                        new Grant.ResourceOwnerPassword(List.of(), null))
                .map(Grant::label)
                .toList();
    }

    /** Ways in which the client proves itself. */
    public static List<String> clientAuthentications() {
        return labels(ClientAuthentication.values(), ClientAuthentication::label);
    }

    /** Ways in which the token travels. */
    public static List<String> resourceAuthentications() {
        return Stream.of(
                        ResourceAuthentication.BEARER,
                        new ResourceAuthentication.Form(""),
                        new ResourceAuthentication.Query(""),
                        new ResourceAuthentication.Header("", ""))
                .map(ResourceAuthentication::label)
                .toList();
    }

    /** Whose the tokens can be. */
    public static List<String> tokenOwners() {
        return labels(TokenOwner.values(), TokenOwner::label);
    }

    /** What requests of type HTTP carry. */
    public static List<String> httpAuthentications() {
        return Stream.of(
                        new HttpAuthentication.Anonymous(),
                        new HttpAuthentication.Basic("", null),
                        new HttpAuthentication.ApiKey(HttpAuthentication.ApiKey.Location.HEADER, "", null),
                        new HttpAuthentication.BearerToken(null))
                .map(HttpAuthentication::label)
                .toList();
    }

    /** Where an API key travels. */
    public static List<String> keyLocations() {
        return labels(HttpAuthentication.ApiKey.Location.values(), HttpAuthentication.ApiKey.Location::label);
    }

    /** What a credential can be for. */
    public static List<String> credentialTypes(String providerType) {
        return providerType.equals(ProviderType.HTTP.label())
                ? httpAuthentications().subList(1, httpAuthentications().size())
                : List.of(CLIENT, RESOURCE_OWNER);
    }

    /** How a signing key is written. */
    public static List<String> keyFormats() {
        return labels(SigningKey.Format.values(), SigningKey.Format::label);
    }

    /** What a claim is used for. */
    public static List<String> claimUsages() {
        return labels(ClaimType.Usage.values(), ClaimType.Usage::label);
    }

    /** App Builder's two words for a switch. */
    public static List<String> switches() {
        return List.of(ProviderForm.TRUE, ProviderForm.FALSE);
    }

    /** Where an org can be found. */
    public static List<String> salesforceInstances() {
        return List.of(MY_DOMAIN, PRODUCTION, SANDBOX);
    }

    private static <E> List<String> labels(E[] choices, Function<E, String> label) {
        return Arrays.stream(choices).map(label).toList();
    }
}

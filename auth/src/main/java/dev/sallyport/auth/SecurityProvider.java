package dev.sallyport.auth;

import java.util.List;

/** How requests to a resource are authorised: App Builder's security provider, field by field. */
public sealed interface SecurityProvider permits OAuthProvider, HttpProvider {
    /** Identifies the provider and is part of the sign-in URL {@code signin-{name}}; case-sensitive. */
    String name();

    /** What kind it is; never changes. */
    ProviderType type();

    /** The name that the guide and App Builder give to its way of proving itself: Authentication Type. */
    String authenticationType();

    /** Whether it may be used. An imported provider is disabled until someone has looked at it. */
    boolean enabled();

    /** Its further parameters. */
    ProviderParameters parameters();

    /** The same provider, enabled or disabled. */
    SecurityProvider withEnabled(boolean nowEnabled);

    /**
     * Refuses a provider with which no call can succeed, whatever credentials it gets: an endpoint that is no address,
     * plain http to another machine, a host that issues no tokens, choices that exclude each other. Nothing is called.
     *
     * @throws AuthorizationException that names the field to correct
     */
    void validate();

    /**
     * Refuses a provider that cannot be used yet: it is disabled, or lacks a credential.
     *
     * @throws AuthorizationException that names what is missing
     */
    void requireReady();

    /** What works and is unwise, a sentence each; empty for a provider as it should be. */
    List<String> warnings();
}

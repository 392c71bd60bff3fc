package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a provider's fields, all of them, for validation itself stops at the first that is wrong. What is certain
 * to be meant otherwise is put right in a copy, so that the examination can go on and find what else is wrong.
 */
final class ProviderExam {
    /** An address against which nothing can be said. */
    private static final URI FAULTLESS = URI.create("https://faultless.my.salesforce.com");

    private final OAuthProvider provider;
    private final List<Finding> findings = new ArrayList<>();
    private boolean callable = true;

    ProviderExam(OAuthProvider provider) {
        this.provider = provider;
    }

    /**
     * Notes what is wrong.
     *
     * @return the provider to go on with; empty if nothing can be called with it
     */
    Optional<OAuthProvider> examine(Chart chart) {
        Optional<OAuthProvider> treated = treat();
        if (findings.isEmpty()) {
            findings.add(Finding.sound(
                    Check.PROVIDER,
                    provider.grant().label() + " at " + provider.endpoints().address() + "."));
        }
        findings.forEach(chart::add);
        return treated;
    }

    private Optional<OAuthProvider> treat() {
        if (!provider.enabled()) {
            problem(provider.toBuilder().endpoints(faultless()).build(), true).ifPresent(this::note);
        }
        Endpoints endpoints = endpoints();
        ClientCredential client = client();
        Grant grant = grant();
        choices();
        credentials();
        for (String warning : provider.warnings()) {
            findings.add(Finding.warning(
                    Check.PROVIDER, Ailment.UNWISE, warning, "Change it in the provider where there is a choice."));
        }
        return callable
                ? Optional.of(provider.toBuilder()
                        .enabled(true)
                        .endpoints(endpoints)
                        .client(client)
                        .grant(grant)
                        .build())
                : Optional.empty();
    }

    private Endpoints endpoints() {
        EndpointExam exam = new EndpointExam(provider);
        Endpoints treated = exam.examine(findings);
        callable &= exam.isCallable();
        // With faultless ones in place of those that are there, what is left is that one is missing.
        problem(provider.toBuilder().endpoints(faultless()).build(), false)
                .filter(problem -> problem.reason() == Reason.ENDPOINT_INVALID)
                .ifPresent(this::noteIncurable);
        return treated;
    }

    private ClientCredential client() {
        ClientCredential client = provider.credentials().client();
        Optional<AuthorizationException> problem = problem(
                provider.toBuilder()
                        .endpoints(complete())
                        .type(ProviderType.OAUTH)
                        .grant(new Grant.AuthorizationCode(List.of(), null))
                        .build(),
                false);
        if (problem.isEmpty() || problem.get().reason() != Reason.CLIENT_ID_UNKNOWN) {
            return client;
        }
        String meant = client.clientId().replaceAll("\\s", "");
        Ailment ailment = meant.isEmpty() ? Ailment.CLIENT_ID_EMPTY : Ailment.CLIENT_ID_WITH_BLANKS;
        findings.add(Finding.sick(
                Check.PROVIDER,
                ailment,
                meant.isEmpty()
                        ? "User Name of the Client credential, which is the client id, is empty."
                        : "There are blanks in or around the client id, which is User Name of the Client credential.",
                problem.get().advice()));
        callable &= !meant.isEmpty();
        return new ClientCredential(meant, client.clientSecret());
    }

    private Grant grant() {
        Grant grant = provider.grant();
        Optional<AuthorizationException> problem = problem(
                provider.toBuilder().endpoints(complete()).client(someClient()).build(), false);
        if (problem.isEmpty() || problem.get().reason() != Reason.SCOPE_REFUSED) {
            return grant;
        }
        findings.add(Finding.sick(
                Check.PROVIDER,
                Ailment.SCOPES_SEPARATED_BY_COMMAS,
                "Scopes of the provider are not separated by blanks: " + String.join(" ", grant.scopes()) + ".",
                problem.get().advice()));
        return Scopes.replaced(
                grant,
                grant.scopes().stream()
                        .flatMap(scope -> Stream.of(scope.split("[,\\s]+")))
                        .filter(scope -> !scope.isEmpty())
                        .toList());
    }

    private void choices() {
        problem(
                        provider.toBuilder()
                                .endpoints(complete())
                                .client(someClient())
                                .grant(Scopes.replaced(provider.grant(), List.of()))
                                .build(),
                        false)
                .ifPresent(this::noteIncurable);
    }

    private void credentials() {
        Credentials credentials = provider.credentials();
        problem(provider.toBuilder().enabled(true).endpoints(faultless()).build(), true)
                .filter(problem -> problem.reason() == Reason.CREDENTIAL_MISSING)
                .ifPresent(problem -> {
                    Finding finding = Symptoms.of(Check.PROVIDER, problem);
                    findings.add(
                            isSecretMissing(credentials)
                                    ? finding
                                    : Finding.sick(
                                            Check.PROVIDER,
                                            Ailment.SIGNING_KEY_MISSING,
                                            finding.found(),
                                            problem.advice()));
                    callable = false;
                });
        secrets(credentials).filter(Objects::nonNull).forEach(secret -> {
            try {
                secret.reveal();
            } catch (AuthorizationException e) {
                noteIncurable(e);
            }
        });
    }

    private boolean isSecretMissing(Credentials credentials) {
        ResourceOwnerCredential owner = credentials.resourceOwner();
        boolean passwordMissing =
                provider.grant() instanceof Grant.ResourceOwnerPassword && (owner == null || owner.password() == null);
        return passwordMissing
                || (provider.clientAuthentication().needsSecret()
                        && credentials.client().clientSecret() == null);
    }

    private Stream<@Nullable Secret> secrets(Credentials credentials) {
        ResourceOwnerCredential owner = credentials.resourceOwner();
        SigningKey key = credentials.signingKey();
        return Stream.concat(
                Stream.of(
                        credentials.client().clientSecret(),
                        owner == null ? null : owner.password(),
                        key == null ? null : key.content(),
                        key == null ? null : key.password()),
                provider.parameters().requestHeaders().values().stream());
    }

    private void note(AuthorizationException problem) {
        findings.add(Symptoms.of(Check.PROVIDER, problem));
    }

    private void noteIncurable(AuthorizationException problem) {
        note(problem);
        callable = false;
    }

    private static Optional<AuthorizationException> problem(OAuthProvider probe, boolean ready) {
        try {
            if (ready) {
                probe.requireReady();
            } else {
                probe.validate();
            }
            return Optional.empty();
        } catch (AuthorizationException e) {
            return Optional.of(e);
        }
    }

    /** Faultless endpoints where the provider has any. */
    private Endpoints faultless() {
        Endpoints endpoints = provider.endpoints();
        return new Endpoints(
                endpoints.authorization() == null ? null : FAULTLESS,
                endpoints.token() == null ? null : FAULTLESS,
                null,
                null,
                null,
                endpoints.issuer() == null ? null : FAULTLESS);
    }

    private static Endpoints complete() {
        return new Endpoints(FAULTLESS, FAULTLESS, FAULTLESS, null, null, FAULTLESS);
    }

    private ClientCredential someClient() {
        return new ClientCredential("key", provider.credentials().client().clientSecret());
    }
}

package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SalesforceHost;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at each of a provider's endpoints by itself. */
final class EndpointExam {
    private static final String MY_DOMAIN = ".my.salesforce.com";
    private static final Set<AuthorizationException.Reason> OF_ADDRESSES = EnumSet.of(
            AuthorizationException.Reason.ENDPOINT_INVALID,
            AuthorizationException.Reason.TLS_REQUIRED,
            AuthorizationException.Reason.NOT_MY_DOMAIN);

    private final OAuthProvider provider;
    private boolean callable = true;

    EndpointExam(OAuthProvider provider) {
        this.provider = provider;
    }

    /** Whether the token endpoint can be called: the others are left out where they cannot. */
    boolean isCallable() {
        return callable;
    }

    /**
     * Notes what is wrong.
     *
     * @return the endpoints to go on with: those with a wrong path corrected, those that cannot be called left out
     */
    Endpoints examine(List<Finding> findings) {
        Endpoints endpoints = provider.endpoints();
        URI token = treated(endpoints.token(), "token", uri -> only(uri, faultless()), findings);
        URI issuer = treated(endpoints.issuer(), null, uri -> only(null, uri), findings);
        callable &= (token == null) == (endpoints.token() == null) && (issuer == null) == (endpoints.issuer() == null);
        Endpoints treated = new Endpoints(
                treated(
                        endpoints.authorization(),
                        "authorize",
                        uri -> new Endpoints(uri, null, null, null, null, faultless()),
                        findings),
                token,
                treated(
                        endpoints.userInfo(),
                        "userinfo",
                        uri -> new Endpoints(null, null, uri, null, null, faultless()),
                        findings),
                treated(
                        endpoints.revocation(),
                        "revoke",
                        uri -> new Endpoints(null, null, null, uri, null, faultless()),
                        findings),
                treated(
                        endpoints.jwks(),
                        null,
                        uri -> new Endpoints(null, null, null, null, uri, faultless()),
                        findings),
                issuer);
        compareHosts(findings);
        return treated;
    }

    private static URI faultless() {
        return URI.create("https://faultless.my.salesforce.com");
    }

    private static Endpoints only(@Nullable URI token, @Nullable URI issuer) {
        return new Endpoints(null, token, null, null, null, issuer);
    }

    private @Nullable URI treated(
            @Nullable URI endpoint, @Nullable String lastWord, Function<URI, Endpoints> alone, List<Finding> findings) {
        if (endpoint == null) {
            return null;
        }
        try {
            provider.toBuilder()
                    .endpoints(alone.apply(endpoint))
                    .client(new ClientCredential("key", null))
                    .build()
                    .validate();
        } catch (AuthorizationException e) {
            if (OF_ADDRESSES.contains(e.reason())) {
                findings.add(finding(endpoint, e));
                return isPathAlone(endpoint, e) && lastWord != null
                        ? endpoint.resolve("/services/oauth2/" + lastWord)
                        : null;
            }
        }
        if (isSandboxWithoutItsWord(endpoint)) {
            String whole = endpoint.getHost().replace(MY_DOMAIN, ".sandbox" + MY_DOMAIN);
            findings.add(Finding.sick(
                    Check.PROVIDER,
                    Ailment.SANDBOX_HOST_INCOMPLETE,
                    endpoint.getHost() + " lacks a word: a sandbox's host looks like " + whole + ".",
                    "Write " + whole + " in the provider's endpoints; Setup of the sandbox shows it under Company"
                            + " Settings > My Domain > Current My Domain URL."));
            return null;
        }
        return endpoint;
    }

    private Finding finding(URI endpoint, AuthorizationException problem) {
        return switch (problem.reason()) {
            case NOT_MY_DOMAIN -> ofHost(endpoint, problem);
            case ENDPOINT_INVALID ->
                Finding.sick(
                        Check.PROVIDER,
                        isPathAlone(endpoint, problem) ? Ailment.ENDPOINT_PATH_WRONG : Ailment.ENDPOINT_MALFORMED,
                        problem.getMessage(),
                        problem.advice());
            default -> Symptoms.of(Check.PROVIDER, problem);
        };
    }

    /** Pages for people have My Domain in their names: the right host can be told. */
    private static Finding ofHost(URI endpoint, AuthorizationException problem) {
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return switch (SalesforceHost.of(endpoint)) {
            case LIGHTNING ->
                misplaced(Ailment.ENDPOINT_ON_LIGHTNING_HOST, problem, host.replace(".lightning.force.com", MY_DOMAIN));
            case SETUP ->
                misplaced(Ailment.ENDPOINT_ON_SETUP_HOST, problem, host.replace(".my.salesforce-setup.com", MY_DOMAIN));
            case LOGIN, MY_DOMAIN, LOOPBACK, OTHER ->
                Finding.sick(Check.PROVIDER, Ailment.ENDPOINT_ON_LOGIN_HOST, problem.getMessage(), problem.advice());
        };
    }

    private static Finding misplaced(Ailment ailment, AuthorizationException problem, String myDomain) {
        return Finding.sick(
                Check.PROVIDER,
                ailment,
                problem.getMessage(),
                "Write " + myDomain + " in its place. " + problem.advice());
    }

    private static boolean isPathAlone(URI endpoint, AuthorizationException problem) {
        return problem.reason() == AuthorizationException.Reason.ENDPOINT_INVALID
                && endpoint.getHost() != null
                && ("https".equalsIgnoreCase(endpoint.getScheme()) || "http".equalsIgnoreCase(endpoint.getScheme()))
                && endpoint.getUserInfo() == null
                && endpoint.getQuery() == null
                && endpoint.getFragment() == null;
    }

    /** {@code acme--dev.my.salesforce.com}: with enhanced domains a partition's word stands before {@code my}. */
    private static boolean isSandboxWithoutItsWord(URI endpoint) {
        String host = endpoint.getHost();
        return host != null && host.toLowerCase(Locale.ROOT).matches("[a-z0-9-]+--[a-z0-9-]+\\.my\\.salesforce\\.com");
    }

    private void compareHosts(List<Finding> findings) {
        Endpoints endpoints = provider.endpoints();
        List<String> hosts = Stream.of(endpoints.authorization(), endpoints.token(), endpoints.userInfo())
                .filter(Objects::nonNull)
                .filter(endpoint -> SalesforceHost.of(endpoint) != SalesforceHost.LOGIN)
                .map(URI::getAuthority)
                .filter(Objects::nonNull)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (hosts.size() > 1) {
            findings.add(Finding.warning(
                    Check.PROVIDER,
                    Ailment.ENDPOINTS_OF_SEVERAL_HOSTS,
                    "The endpoints name several hosts: " + String.join(", ", hosts) + ".",
                    "Let all endpoints of the provider name the org's own host: in Setup it is Company Settings > My"
                            + " Domain > Current My Domain URL."));
        }
    }
}

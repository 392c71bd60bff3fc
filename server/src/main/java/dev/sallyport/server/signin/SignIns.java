package dev.sallyport.server.signin;

import static dev.sallyport.server.ServerException.Reason.FORBIDDEN;
import static dev.sallyport.server.ServerException.Reason.INVALID;
import static dev.sallyport.server.ServerException.Reason.NOT_FOUND;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Identified;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import dev.sallyport.auth.oauth.SignInAddress;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.Identities;
import dev.sallyport.server.account.Identity;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.security.LogInThrottle;
import dev.sallyport.server.signin.SignInsUnderWay.UnderWay;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-ins at authorization servers, from the first redirect to what comes of them. The checks of the answer are those of
 * {@link AuthorizationCodeFlow}; here is decided what it is for, and that it ends as what it was begun.
 */
@Component
public class SignIns {
    private final Catalog catalog;
    private final Accounts accounts;
    private final Identities identities;
    private final Admissions admissions;
    private final PublicAddress address;
    private final LogInThrottle throttle;
    private final AuditTrail audit;
    private final JsonMapper json;

    SignIns(
            Catalog catalog,
            Accounts accounts,
            Identities identities,
            Admissions admissions,
            PublicAddress address,
            LogInThrottle throttle,
            AuditTrail audit,
            JsonMapper json) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.identities = identities;
        this.admissions = admissions;
        this.address = address;
        this.throttle = throttle;
        this.audit = audit;
        this.json = json;
    }

    /**
     * What came of a sign-in.
     *
     * @param account who is to be logged in now; null for somebody who was before
     * @param goOnTo the path to go on to, where nothing else was asked for before
     */
    public record Outcome(@Nullable Account account, String goOnTo) {}

    /** The providers by which people may log in, by name. */
    public List<String> identityProviders() {
        return catalog.providers().enabledNames(ProviderType.OPENID_CONNECT);
    }

    /**
     * Begins a sign-in of somebody who is to be logged in by it.
     *
     * @return where the browser is sent
     * @throws SallyportException if nobody logs in by that provider, or it is not ready
     */
    public URI beginLogIn(String provider, HttpServletRequest request) {
        requireIdentityProvider(provider);
        requireNavigation(request);
        throttle.begin(request.getRemoteAddr());
        return begin(provider, Purpose.LOG_IN, "", null, request);
    }

    /**
     * Begins a sign-in that gets tokens for data servers.
     *
     * @param whose who is logged in
     * @param to the path to come back to; empty for the page that the request's link stood on
     * @return where the browser is sent
     * @throws SallyportException if the provider has no such tokens, or the role does not allow it
     */
    public URI beginForTokens(String provider, SignedIn whose, String to, HttpServletRequest request) {
        requireMayHold(oauth(provider), whose);
        String returnTo = to.isEmpty() ? ReturnPath.referring(request) : to;
        return begin(provider, Purpose.TOKENS, whose.userName(), returnTo, request);
    }

    /**
     * Begins a sign-in by which somebody who is logged in says how else to log in as them.
     *
     * @return where the browser is sent
     * @throws SallyportException if nobody logs in by that provider, or it is not ready
     */
    public URI beginLink(String provider, SignedIn whose, HttpServletRequest request) {
        requireIdentityProvider(provider);
        return begin(provider, Purpose.LINK, whose.userName(), null, request);
    }

    private URI begin(
            String provider, Purpose purpose, String user, @Nullable String returnTo, HttpServletRequest request) {
        URI redirectUri = SignInAddress.below(address.of(request)).of(provider);
        Started started =
                catalog.connections().signIn(provider).begin(user.isEmpty() ? null : user, redirectUri, returnTo);
        SignInsUnderWay.add(request, started, purpose, user);
        return started.authorizationUrl();
    }

    /**
     * Ends a sign-in.
     *
     * @param parameters of the callback's address
     * @param whose who is logged in; null for nobody
     * @throws SallyportException if it is refused, there or here
     */
    public Outcome complete(
            String provider,
            Map<String, List<String>> parameters,
            @Nullable SignedIn whose,
            HttpServletRequest request) {
        UnderWay underWay = SignInsUnderWay.take(request, request.getParameter("state"));
        try {
            return complete(provider, parameters, whose, underWay, request);
        } catch (SallyportException e) {
            // What nobody began here is no try to log in, and would fill the trail.
            if (underWay != null && underWay.purpose() == Purpose.LOG_IN) {
                audit.recordOf(
                        "anonymous", "log-in.refused", "signin-" + provider, null, told("reason", e.getMessage()));
            }
            throw e;
        }
    }

    private Outcome complete(
            String name,
            Map<String, List<String>> parameters,
            @Nullable SignedIn whose,
            @Nullable UnderWay underWay,
            HttpServletRequest request) {
        AuthorizationCodeFlow flow = catalog.connections().signIn(name);
        if (underWay == null) {
            // Refuses, and lets nobody else finish it.
            flow.identify(parameters, null);
            throw new IllegalStateException("A sign-in was taken that this browser has not begun.");
        }
        OAuthProvider provider = oauth(name);
        provider.requireReady();
        requireSame(whose, underWay);
        Identified person = flow.identify(parameters, underWay.key());
        return switch (underWay.purpose()) {
            case LOG_IN -> {
                Account account = admissions.admit(provider, person.claims());
                keepOwn(provider, person, account.userName());
                throttle.succeeded(request.getRemoteAddr());
                audit.recordOf(account.userName(), "log-in", account.userName(), null, told("provider", name));
                yield new Outcome(account, "/");
            }
            case TOKENS -> {
                requireMayHold(provider, Objects.requireNonNull(whose, "checked above"));
                audit.record("token.sign-in", person.keepFor(underWay.user()).toString(), null, null);
                yield new Outcome(null, Objects.requireNonNullElse(person.returnTo(), "/"));
            }
            case LINK -> {
                Account account = accounts.get(underWay.user());
                identities.link(account, Identity.of(person.claims()), name);
                keepOwn(provider, person, account.userName());
                audit.record("user.link", account.userName(), null, told("provider", name));
                yield new Outcome(null, "/account?linked");
            }
        };
    }

    /** Tokens of somebody who came for something else; the system's own are not changed in passing. */
    private static void keepOwn(OAuthProvider provider, Identified person, String userName) {
        if (provider.tokenOwner() == TokenOwner.USER) {
            person.keepFor(userName);
        }
    }

    private void requireIdentityProvider(String provider) {
        if (!identityProviders().contains(provider)) {
            // Without the nearest name: strangers ask too.
            throw new ServerException(
                    NOT_FOUND,
                    "Nobody logs in by a security provider of this name.",
                    "Choose one of those that the log-in page offers. An administrator adds one under Security Providers"
                            + " > + User Authentication.");
        }
    }

    /** Another site's page may load an address as a picture, many times: nobody is there to sign in (Fetch Metadata). */
    private static void requireNavigation(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (destination != null && !destination.equals("document")) {
            throw new ServerException(INVALID, "A sign-in begins with a page of its own.", "Open the log-in page.");
        }
    }

    /** Who is logged in must be who began it: else one person's tokens would become another's. */
    private static void requireSame(@Nullable SignedIn whose, UnderWay underWay) {
        boolean same = underWay.purpose() == Purpose.LOG_IN
                || (whose != null && whose.userName().equals(underWay.user()));
        if (!same) {
            throw new ServerException(
                    FORBIDDEN,
                    "This sign-in was begun by " + underWay.user() + ", who is not logged in any more.",
                    "Log in, and begin it again.");
        }
    }

    private static void requireMayHold(OAuthProvider provider, SignedIn whose) {
        if (provider.tokenOwner() == TokenOwner.CLIENT && !whose.role().includes(Role.EDITOR)) {
            throw new ServerException(
                    FORBIDDEN,
                    "The tokens of " + provider.name()
                            + " are the whole system's, and your role does not sign in for it.",
                    "Ask an editor or an administrator to sign in.");
        }
    }

    private OAuthProvider oauth(String name) {
        if (catalog.providers().get(name) instanceof OAuthProvider provider) {
            return provider;
        }
        throw new ServerException(
                INVALID,
                "Nobody signs in at the security provider " + name + ": it is of type HTTP.",
                "People sign in at providers of type OAuth and OpenID Connect.");
    }

    private String told(String what, String value) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(what, value);
        return json.writeValueAsString(told);
    }
}

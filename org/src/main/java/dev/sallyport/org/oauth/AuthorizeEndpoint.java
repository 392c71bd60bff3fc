package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Browser.SignIn;
import dev.sallyport.org.browser.FormFrame;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.oauth.AuthorizationCodes.Authorization;
import dev.sallyport.org.oauth.AuthorizationRequest.ResponseType;
import dev.sallyport.org.oauth.AuthorizationRequest.Target;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /services/oauth2/authorize}: signs a person in, asks for approval unless it was given before or by an
 * administrator, and goes back to the app. The pages' forms come back to the same address.
 */
final class AuthorizeEndpoint {
    static final String PATH = "/services/oauth2/authorize";

    /** Where an app without a web server of its own has the tokens of the user-agent flow sent. */
    static final String SUCCESS_PATH = "/services/oauth2/success";

    private final Host host;
    private final Clients clients;
    private final Browser browser;
    private final OAuthPages pages;
    private final SignIns signIns;
    private final Approvals approvals;
    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final TokenIssuer issuer;

    AuthorizeEndpoint(
            Host host,
            Clients clients,
            Browser browser,
            OAuthPages pages,
            SignIns signIns,
            Approvals approvals,
            AuthorizationCodes codes,
            RefreshTokens refreshTokens,
            TokenIssuer issuer) {
        this.host = host;
        this.clients = clients;
        this.browser = browser;
        this.pages = pages;
        this.signIns = signIns;
        this.approvals = approvals;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.issuer = issuer;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::answer);
        routes.post(PATH, this::answer);
    }

    /** What is wrong with the app or its address is told on a page, all else to the app. */
    private void answer(Context context) {
        try {
            Form form = Form.of(context);
            Target target = Target.of(form, clients);
            try {
                new Visit(context, form, AuthorizationRequest.of(form, target)).proceed();
            } catch (ApiException refused) {
                redirect(context, target, error(refused.error()));
            }
        } catch (ApiException refused) {
            pages.error(
                    context,
                    refused.error().status(),
                    refused.error().code(),
                    refused.error().message());
        }
    }

    private static Map<String, Object> error(ApiError error) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("error", error.code());
        parameters.put("error_description", error.message());
        return parameters;
    }

    private static void redirect(Context context, Target target, Map<String, Object> parameters) {
        context.header("Cache-Control", "no-cache,no-store");
        context.header("Referrer-Policy", "no-referrer");
        context.redirect(target.with(parameters), HttpStatus.FOUND);
    }

    /** One request of a browser with a valid authorization request. */
    private final class Visit {
        private final Context context;
        private final Form form;
        private final AuthorizationRequest request;

        Visit(Context context, Form form, AuthorizationRequest request) {
            this.context = context;
            this.form = form;
            this.request = request;
        }

        void proceed() {
            boolean posted = context.method().name().equals("POST");
            String step = posted ? form.value("step").orElse("") : "";
            switch (step) {
                case "login" -> logIn();
                case "approve" -> decide();
                default -> begin();
            }
        }

        private void begin() {
            Optional<User> user =
                    browser.user(context).filter(found -> !request.prompts().contains("login"));
            if (user.isPresent()) {
                askOrFinish(user.get(), request.prompts().contains("consent"));
            } else {
                requireInteraction();
                showLogin("");
            }
        }

        private void logIn() {
            if (!browser.isOwnForm(context, form.value(Browser.FORM_CODE).orElse(""))) {
                showLogin(Browser.STALE_FORM);
                return;
            }
            SignIn signIn = browser.signIn(
                    context, form.value("username").orElse(""), form.value("pw").orElse(""));
            @Nullable User user = signIn.user();
            if (user == null) {
                showLogin(signIn.message());
            } else {
                askOrFinish(user, request.prompts().contains("consent"));
            }
        }

        private void decide() {
            Optional<User> user = browser.user(context)
                    .filter(found -> browser.isOwnForm(
                            context, form.value(Browser.FORM_CODE).orElse("")));
            if (user.isEmpty()) {
                showLogin(Browser.STALE_FORM);
            } else if (form.value("decision").equals(Optional.of("allow"))) {
                requirePermitted(user.get());
                approvals.add(user.get().id(), request.target().app().id(), request.scopes());
                finish(user.get());
            } else {
                throw OAuthErrors.refused("access_denied", "end-user denied authorization");
            }
        }

        private void askOrFinish(User user, boolean askAgain) {
            requirePermitted(user);
            boolean approved = SignIns.isForApprovedUsersOnly(request.target().app())
                    || (!askAgain
                            && approvals
                                    .of(user.id(), request.target().app().id())
                                    .containsAll(request.scopes()));
            if (approved) {
                finish(user);
            } else {
                requireInteraction();
                pages.approve(context, frame(false), request.target().app(), user, request.scopes());
            }
        }

        private void requirePermitted(User user) {
            if (!signIns.isPermitted(request.target().app(), user)) {
                throw OAuthErrors.refused("OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app");
            }
        }

        private void requireInteraction() {
            if (!request.interactive()) {
                throw OAuthErrors.refused("immediate_unsuccessful", "immediate unsuccessful");
            }
        }

        private void showLogin(String message) {
            String username =
                    form.value("username").or(() -> form.value("login_hint")).orElse("");
            pages.logIn(context, frame(true), username, message);
        }

        private FormFrame frame(boolean withPrompt) {
            return new FormFrame(
                    PATH,
                    browser.formCode(context),
                    AuthorizationRequest.carried(form, withPrompt),
                    form.value("display").orElse("page"));
        }

        private void finish(User user) {
            Target target = request.target();
            if (request.responseType() != ResponseType.CODE) {
                redirect(context, target, tokens(user));
                return;
            }
            String code = codes.issue(new Authorization(
                    target.app().id(),
                    user.id(),
                    request.scopes(),
                    target.redirectUri(),
                    request.proofKey(),
                    request.nonce()));
            redirect(context, target, Map.of("code", code));
        }

        /** An ID token comes with the user-agent flow only where it is asked for by name. */
        private Map<String, Object> tokens(User user) {
            signIns.admit(new SignIns.Attempt(request.target().app(), user, LoginFlow.USER_AGENT, Origin.of(context)));
            return issuer.issue(granted(user), host);
        }

        private Granted granted(User user) {
            OAuthApp app = request.target().app();
            List<AnswerMember> members = request.responseType() == ResponseType.TOKEN_ID_TOKEN
                    ? AnswerMember.ALL
                    : AnswerMember.WITHOUT_ID_TOKEN;
            if (!Scopes.allowRefresh(request.scopes()) || !isForRefreshTokens(request.target())) {
                Set<Scope> scopes = Scopes.withoutRefresh(request.scopes());
                return new Granted(app, user, scopes, null, null, members, request.nonce());
            }
            RefreshTokens.Issued issued = refreshTokens.issue(app.id(), user.id(), request.scopes());
            return new Granted(app, user, request.scopes(), issued.grantId(), issued.token(), members, request.nonce());
        }

        /**
         * Salesforce sends refresh tokens to no page in a browser: only to a scheme of an app's own, and to the success
         * page, which the app reads itself.
         */
        private boolean isForRefreshTokens(Target target) {
            String scheme = String.valueOf(URI.create(target.redirectUri()).getScheme());
            boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
            return !web || target.redirectUri().equals(host.root() + SUCCESS_PATH);
        }
    }
}

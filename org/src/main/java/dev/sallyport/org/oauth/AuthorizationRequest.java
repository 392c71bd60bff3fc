package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1).
 *
 * @param proofKey null where the app sent none
 * @param nonce null where there is none
 * @param prompts what the request wants the person to be asked again
 * @param interactive whether pages may be shown: not with {@code immediate=true} or {@code prompt=none}
 */
record AuthorizationRequest(
        Target target,
        ResponseType responseType,
        Set<Scope> scopes,
        @Nullable ProofKey proofKey,
        @Nullable String nonce,
        List<String> prompts,
        boolean interactive) {

    /** The parameters that an authorization request may have, which the pages carry along. */
    private static final List<String> PARAMETERS = List.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "nonce",
            "prompt",
            "login_hint",
            "display",
            "immediate");

    /** What an app may ask for. */
    enum ResponseType {
        CODE("code"),
        TOKEN("token"),
        TOKEN_ID_TOKEN("token id_token");

        private final String value;

        ResponseType(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    /**
     * Where the answer goes: nothing is redirected before this is known to be the app's.
     *
     * @param state null where there is none
     * @param inFragment whether the answer's parameters go behind {@code #}, as in the user-agent flow
     */
    record Target(
            OAuthApp app, String redirectUri, @Nullable String state, boolean inFragment) {

        /**
         * Finds the app and checks where it wants the answer.
         *
         * @throws dev.sallyport.org.http.ApiException if the app is unknown, or its callback URLs do not have the
         *     {@code redirect_uri}, character by character
         */
        static Target of(Form form, Clients clients) {
            OAuthApp app = clients.find(form.value("client_id").orElse(""));
            String redirectUri = form.value("redirect_uri")
                    .orElseThrow(() -> OAuthErrors.refused("redirect_uri_missing", "redirect_uri not provided"));
            if (!Clients.settings(app).callbackUrls().contains(redirectUri)) {
                throw OAuthErrors.refused("redirect_uri_mismatch", "redirect_uri must match configuration");
            }
            boolean inFragment = form.value("response_type")
                    .filter(type -> type.startsWith("token"))
                    .isPresent();
            return new Target(app, redirectUri, form.value("state").orElse(null), inFragment);
        }

        /** The address of an answer. */
        String with(Map<String, Object> parameters) {
            Map<String, Object> all = new LinkedHashMap<>(parameters);
            if (state != null) {
                all.put("state", state);
            }
            char separator = inFragment ? '#' : redirectUri.indexOf('?') < 0 ? '?' : '&';
            return redirectUri + separator + AnswerFormat.urlencoded(all);
        }
    }

    /**
     * Reads a request whose target is known.
     *
     * @throws dev.sallyport.org.http.ApiException with the error that the target is told
     */
    static AuthorizationRequest of(Form form, Target target) {
        ResponseType type = form.value("response_type")
                .flatMap(AuthorizationRequest::responseType)
                .orElseThrow(() -> OAuthErrors.refused("unsupported_response_type", "response type not supported"));
        Set<Scope> scopes = Scopes.requested(
                form.value("scope"), Clients.settings(target.app()).scopes());
        Optional<ProofKey> proofKey = ProofKey.of(form);
        boolean needed = type == ResponseType.CODE && Clients.has(target.app(), OAuthOption.PKCE_REQUIRED);
        if (needed && proofKey.isEmpty()) {
            throw OAuthErrors.refused("invalid_request", "missing required code challenge");
        }
        List<String> prompts = List.of(form.value("prompt").orElse("").split(" ", -1));
        boolean silent = prompts.contains("none") || form.value("immediate").equals(Optional.of("true"));
        return new AuthorizationRequest(
                target, type, scopes, proofKey.orElse(null), form.value("nonce").orElse(null), prompts, !silent);
    }

    /** A request's parameters, for the forms of the pages; the prompt is left out once it was heeded. */
    static Map<String, String> carried(Form form, boolean withPrompt) {
        Map<String, String> carried = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            if (withPrompt || !name.equals("prompt")) {
                form.value(name).ifPresent(value -> carried.put(name, value));
            }
        }
        return carried;
    }

    /** The order of the words does not matter. */
    private static Optional<ResponseType> responseType(String value) {
        Set<String> words = Set.copyOf(Arrays.asList(value.split(" ", -1)));
        return Arrays.stream(ResponseType.values())
                .filter(type -> Set.of(type.value().split(" ", -1)).equals(words))
                .findFirst();
    }
}

package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClientAuthentication;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Salesforce means by an {@code error} and its {@code error_description} (Salesforce Help, "OAuth 2.0 Error
 * Codes"). Many set-up mistakes share {@code invalid_grant}: only the description tells them apart, so it is read first.
 *
 * @param reason what is wrong
 * @param advice what to do, where that depends on the grant; null where the reason tells
 */
record TokenRefusal(Reason reason, @Nullable String advice) {
    /** A phrase of the description, and what it means whatever the error code. */
    private record Phrase(String text, Reason reason) {}

    private static final List<Phrase> PHRASES = List.of(
            new Phrase("no client credentials user", Reason.RUN_AS_USER_MISSING),
            new Phrase("client credentials flow not enabled", Reason.FLOW_NOT_ENABLED),
            new Phrase("client credentials flow is not enabled", Reason.FLOW_NOT_ENABLED),
            new Phrase("grant type not supported", Reason.FLOW_NOT_ENABLED),
            new Phrase("not supported on this domain", Reason.NOT_MY_DOMAIN),
            new Phrase("ip restricted", Reason.IP_RESTRICTED),
            new Phrase("not admin approved", Reason.NOT_PRE_AUTHORIZED),
            new Phrase("hasn't approved this consumer", Reason.NOT_PRE_AUTHORIZED),
            new Phrase("user is inactive", Reason.RUN_AS_USER_INACTIVE),
            new Phrase("inactive user", Reason.RUN_AS_USER_INACTIVE),
            new Phrase("user is frozen", Reason.RUN_AS_USER_INACTIVE),
            new Phrase("inactive organization", Reason.ORG_INACTIVE),
            new Phrase("no valid scopes", Reason.SCOPE_REFUSED),
            new Phrase("scope parameter not supported", Reason.SCOPE_REFUSED),
            new Phrase("api is not enabled", Reason.USER_WITHOUT_API),
            new Phrase("api access is disabled", Reason.USER_WITHOUT_API),
            new Phrase("client identifier invalid", Reason.CLIENT_ID_UNKNOWN),
            new Phrase("invalid client credentials", Reason.CLIENT_SECRET_WRONG),
            new Phrase("invalid assertion", Reason.ASSERTION_REFUSED),
            new Phrase("audience is invalid", Reason.AUDIENCE_REFUSED),
            new Phrase("audience validation failed", Reason.AUDIENCE_REFUSED),
            new Phrase("expired access/refresh token", Reason.REFRESH_TOKEN_REFUSED),
            new Phrase("rate limit exceeded", Reason.RATE_LIMITED));

    /** Where the grants but client credentials, which has a reason of its own, are let to an app. */
    private static final Map<GrantType, String> ENABLING = Map.of(
            GrantType.JWT_BEARER,
            "The provider's grant is JWT Bearer: in Setup open App Manager, Edit on the app, tick Use digital signatures,"
                    + " and upload the certificate of the provider's signing key (external client app: Settings > OAuth"
                    + " Settings > Flow Enablement, Enable JWT Bearer Flow). Another server must let the client use"
                    + " urn:ietf:params:oauth:grant-type:jwt-bearer.",
            GrantType.SAML2_BEARER,
            "The provider's grant is SAML 2.0 Bearer: in Setup open App Manager, Edit on the app, tick Use digital"
                    + " signatures, and upload the certificate of the provider's signing key (external client app:"
                    + " Settings > OAuth Settings > Flow Enablement). Another server must let the client use"
                    + " urn:ietf:params:oauth:grant-type:saml2-bearer.",
            GrantType.AUTHORIZATION_CODE,
            "The provider's grant is Authorization Code: in Setup open App Manager, Edit on the app, and tick Enable OAuth"
                    + " Settings (external client app: Settings > OAuth Settings). Another server must let the client use"
                    + " authorization_code.",
            GrantType.REFRESH_TOKEN,
            "The token was to be renewed by a refresh token: in Setup open App Manager, Edit on the app, and add Perform"
                    + " requests at any time (refresh_token, offline_access) to Selected OAuth Scopes. Another server"
                    + " must let the client use refresh_token.",
            GrantType.PASSWORD,
            "The provider's grant is Resource Owner Password Credentials: in Setup open OAuth and OpenID Connect Settings,"
                    + " and turn on Allow OAuth Username-Password Flows, or choose Client Credentials or JWT Bearer in the"
                    + " provider. Another server must let the client use password.");

    /**
     * What an error answer means.
     *
     * @param asked the grant that the request named
     * @param proof how the client proved itself
     */
    static TokenRefusal of(ErrorObject error, GrantType asked, ClientAuthentication proof) {
        Reason reason = reason(error, asked);
        if (reason == Reason.CLIENT_SECRET_WRONG) {
            return new TokenRefusal(notProven(proof), null);
        }
        return reason == Reason.FLOW_NOT_ENABLED && !asked.equals(GrantType.CLIENT_CREDENTIALS)
                ? new TokenRefusal(Reason.GRANT_NOT_ENABLED, ENABLING.get(asked))
                : new TokenRefusal(reason, null);
    }

    /** The refusal in the server's words. */
    AuthorizationException inWords(String said, URI endpoint) {
        return advice == null
                ? AuthorizationException.refused(reason, said, endpoint)
                : AuthorizationException.refused(reason, said, endpoint, advice);
    }

    /** The refusal with what its message adds to the reason. */
    AuthorizationException because(String detail) {
        return advice == null
                ? AuthorizationException.of(reason, detail)
                : AuthorizationException.of(reason, detail, advice);
    }

    /** A server says the same of a wrong secret, a JWT that it does not take, and no proof at all. */
    private static Reason notProven(ClientAuthentication proof) {
        return switch (proof) {
            case BASIC, POST -> Reason.CLIENT_SECRET_WRONG;
            case PRIVATE_KEY_JWT -> Reason.CLIENT_ASSERTION_REFUSED;
            case NONE -> Reason.CLIENT_PROOF_MISSING;
        };
    }

    private static Reason reason(ErrorObject error, GrantType asked) {
        String description = lower(error.getDescription());
        for (Phrase phrase : PHRASES) {
            if (description.contains(phrase.text())) {
                return phrase.reason();
            }
        }
        return switch (lower(error.getCode())) {
            case "invalid_client_id" -> Reason.CLIENT_ID_UNKNOWN;
            case "invalid_client", "invalid_client_credentials" -> Reason.CLIENT_SECRET_WRONG;
            case "app_not_found" -> Reason.APP_NOT_INSTALLED;
            case "unsupported_grant_type", "unauthorized_client" -> Reason.FLOW_NOT_ENABLED;
            case "inactive_user" -> Reason.RUN_AS_USER_INACTIVE;
            case "inactive_org" -> Reason.ORG_INACTIVE;
            case "invalid_app_access", "oauth_app_access_denied" -> Reason.NOT_PRE_AUTHORIZED;
            case "access_denied" ->
                asked.equals(GrantType.AUTHORIZATION_CODE) ? Reason.CONSENT_DENIED : Reason.NOT_PRE_AUTHORIZED;
            case "redirect_uri_mismatch", "redirect_uri_missing" -> Reason.REDIRECT_URI_MISMATCH;
            case "invalid_scope" -> Reason.SCOPE_REFUSED;
            case "rate_limit_exceeded" -> Reason.RATE_LIMITED;
            case "invalid_grant" -> ofGrant(asked, description);
            default -> Reason.UNEXPECTED_ANSWER;
        };
    }

    /** What is wrong with the grant itself, where the server says no more than that something is. */
    private static Reason ofGrant(GrantType asked, String description) {
        if (asked.equals(GrantType.REFRESH_TOKEN)) {
            return Reason.REFRESH_TOKEN_REFUSED;
        }
        if (asked.equals(GrantType.AUTHORIZATION_CODE)) {
            return Reason.CODE_REFUSED;
        }
        if (asked.equals(GrantType.PASSWORD)) {
            return Reason.PASSWORD_REFUSED;
        }
        if (asked.equals(GrantType.JWT_BEARER) || asked.equals(GrantType.SAML2_BEARER)) {
            // Salesforce says so of an assertion whose time is over.
            return description.contains("expired authorization code")
                    ? Reason.ASSERTION_EXPIRED
                    : Reason.ASSERTION_REFUSED;
        }
        return Reason.GRANT_REFUSED;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}

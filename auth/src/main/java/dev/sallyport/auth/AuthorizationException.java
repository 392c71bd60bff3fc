package dev.sallyport.auth;

import dev.sallyport.auth.http.TransportException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No token: the provider is not ready, a person is missing, or the authorization server refuses or is not to be had. */
public final class AuthorizationException extends SallyportException {
    /** What is wrong, as far as the answer lets one tell. */
    public enum Reason {
        /** The authorization server does not know the client id. */
        CLIENT_ID_UNKNOWN(
                "Salesforce does not know the client id",
                "Compare User Name in the provider's Client credential with the app's Consumer Key, without blanks"
                        + " around it: in Setup open App Manager, View on the app, Manage Consumer Details (external"
                        + " client app: External Client App Manager, the app, Settings, OAuth Settings, Consumer Key"
                        + " and Secret). A new app is known after up to ten minutes."),
        /** The client id is an external client app's that is not installed in this org. */
        APP_NOT_INSTALLED(
                "The external client app is not installed in this org",
                "If the app is this org's own, its policies are still closed: in Setup open External Client App Manager,"
                        + " the app, Policies > Edit, and enable OAuth under App Policies. Else install the app's"
                        + " package in this org, or use the Consumer Key of an app of this org: Settings, OAuth"
                        + " Settings."),
        /** The client id is known; the secret is another. */
        CLIENT_SECRET_WRONG(
                "The client secret is not the app's",
                "Copy the Consumer Secret anew into Password of the provider's Client credential: in Setup open App"
                        + " Manager, View on the app, Manage Consumer Details (external client app: External Client"
                        + " App Manager, the app, Settings, OAuth Settings, Consumer Key and Secret). It may have been"
                        + " rotated."),
        /** The client id is known; the JWT that proves the client is not signed by a key of the app's, or is over. */
        CLIENT_ASSERTION_REFUSED(
                "The JWT by which the client proves itself is not taken",
                "Client Authentication of the provider is Private Key JWT: upload the certificate that belongs to the"
                        + " provider's signing key to the app (in Setup App Manager, Edit on the app, Use digital"
                        + " signatures; external client app: Settings > OAuth Settings > JWT Bearer Flow), and set this"
                        + " machine's clock. Or choose Basic, and enter the Consumer Secret as Password of the Client"
                        + " credential."),
        /** The client id is known; the server wants a proof, and the provider sends none. */
        CLIENT_PROOF_MISSING(
                "The server wants the client to prove itself",
                "Client Authentication of the provider is None: choose Basic, and enter the Consumer Secret as Password"
                        + " of the provider's Client credential. Or, for an app that can keep no secret, untick Require"
                        + " Secret for Web Server Flow and Require Secret for Refresh Token Flow: in Setup App Manager,"
                        + " Edit on the app (external client app: Settings > OAuth Settings)."),
        /** The app exists but may not use client credentials. */
        FLOW_NOT_ENABLED(
                "The client credentials flow is not enabled for the app",
                "In Setup open App Manager, Edit on the app, and tick Enable Client Credentials Flow under OAuth"
                        + " Settings. For an external client app tick it twice: in External Client App Manager, on the"
                        + " app, under Settings > OAuth Settings > Flow Enablement, and under Policies > Edit."),
        /** The app exists but may not use the provider's grant, which is another than client credentials. */
        GRANT_NOT_ENABLED(
                "The provider's grant is not enabled for the app",
                "Allow the grant in the app's OAuth settings, or choose another in the provider."),
        /** The app has no user to run as. */
        RUN_AS_USER_MISSING(
                "The app has no run-as user",
                "In Setup open App Manager, Manage (not Edit) on the app, Edit Policies, and choose the integration"
                        + " user under Client Credentials Flow > Run As. For an external client app: External Client"
                        + " App Manager, the app, Policies > Edit, and give the username (not the e-mail address)."),
        /** The user to run as is inactive or frozen. */
        RUN_AS_USER_INACTIVE(
                "The app's run-as user is inactive or frozen",
                "In Setup open Users, the integration user, Edit, tick Active and save; if its page shows Unfreeze,"
                        + " click that. Or choose another run-as user: App Manager, Manage on the app, Edit Policies"
                        + " (external client app: Policies > Edit)."),
        /** The user to run as may not use the API. */
        USER_WITHOUT_API(
                "The app's run-as user may not use the API",
                "In Setup open Profiles, the run-as user's profile, Edit, and tick API Enabled under Administrative"
                        + " Permissions. The user's licence and the org's edition must include the API."),
        /** A login, Lightning or Setup host stands where the org's own My Domain belongs. */
        NOT_MY_DOMAIN(
                "The client credentials flow is answered on the org's own My Domain host alone",
                "Put the org's own host into the provider's three endpoints, such as"
                        + " https://acme.my.salesforce.com/services/oauth2/token: in Setup it is Company Settings > My"
                        + " Domain > Current My Domain URL. A sandbox's looks like acme--dev.sandbox.my.salesforce.com."),
        /** Only users whom an administrator approved may use the app, and the user is none of them. */
        NOT_PRE_AUTHORIZED(
                "The run-as user is not approved for the app",
                "The app's Permitted Users is Admin approved users are pre-authorized: in Setup open App Manager,"
                        + " Manage on the app, and add the run-as user's profile or permission set under Profiles or"
                        + " Permission Sets (external client app: Policies > Edit > App Policies)."),
        /** The user or the app is limited to other network addresses. */
        IP_RESTRICTED(
                "Salesforce does not let the run-as user in from this machine's network address",
                "In Setup open Profiles, the run-as user's profile, Login IP Ranges, and add this machine's public"
                        + " address; or under App Manager, Manage on the app, Edit Policies, relax IP Relaxation"
                        + " (external client app: Policies > Edit)."),
        /** A scope was asked for that the app does not have, or it has none that this grant gives. */
        SCOPE_REFUSED(
                "The app has none of the scopes that a token could be given",
                "Leave Scopes of the provider empty: with client credentials Salesforce grants what the app has. The"
                        + " app's own are in Setup under App Manager, Edit on the app, Selected OAuth Scopes: they need"
                        + " Manage user data via APIs (api)."),
        /** Too many tokens were asked for in too short a time. */
        RATE_LIMITED(
                "Too many tokens were asked for in too short a time",
                "Wait an hour at most, and look for other programs that sign in as the same user: Setup > Login"
                        + " History shows them. One token serves many requests."),
        /** The org is closed, suspended or expired. */
        ORG_INACTIVE(
                "The org is not active",
                "Sign in to the org in a browser to see its state; a trial, a scratch org or a sandbox may have"
                        + " ended. Else ask Salesforce Support."),
        /** The grant was refused without a reason that can be told from others. */
        GRANT_REFUSED(
                "Salesforce refuses to issue a token and does not say why",
                "In Setup open Login History and look up the run-as user's latest row: its Status column tells the"
                        + " reason. Then check the app's policies: App Manager, Manage on the app, Edit Policies"
                        + " (external client app: Policies)."),
        /** An endpoint of the provider is blank or not an address. */
        ENDPOINT_INVALID(
                "An endpoint of the security provider is not an address that can be called",
                "Type it as https://{My Domain}/services/oauth2/token, with authorize and userinfo in place of token"
                        + " for the other two; no blanks, nothing after the last word."),
        /** The host has no address in the name service. */
        HOST_UNKNOWN("The host does not resolve", ""),
        /** Nothing listens there. */
        CONNECTION_REFUSED("The connection is refused", ""),
        /** The connection ended before the answer did. */
        CONNECTION_BROKEN("The connection broke", ""),
        /** The endpoint is plain http on another machine: the secret would cross the network in the clear. */
        TLS_REQUIRED(
                "An endpoint of the security provider is http, and the client secret would cross the network in the"
                        + " clear",
                "Write https:// in the endpoint. Plain http is for a local org on this machine alone."),
        /** The TLS handshake failed, mostly over the certificate. */
        TLS_FAILED("The TLS handshake failed", ""),
        /** No answer in time. */
        TIMED_OUT("There was no answer in time", ""),
        /** What answers there is a web page or nothing, not a token endpoint. */
        NOT_A_TOKEN_ENDPOINT(
                "What answers there is not a token endpoint",
                "Correct the Token Endpoint of the provider: https://{My Domain}/services/oauth2/token, with the host"
                        + " that Setup shows under Company Settings > My Domain. If it is right, a proxy on the way may"
                        + " answer in Salesforce's place."),
        /** An answer that neither grants nor refuses in a way that OAuth knows. */
        UNEXPECTED_ANSWER(
                "The token endpoint's answer is neither a token nor a refusal that OAuth knows",
                "Try again; see status.salesforce.com for the org's instance. If it stays, check that the Token"
                        + " Endpoint of the provider is the org's."),
        /** The waiting thread was interrupted. */
        INTERRUPTED("The wait for a token was interrupted", ""),
        /** The token's owner is a person, who has not signed in yet or not for too long. */
        SIGN_IN_REQUIRED(
                "A person must sign in", "Open the address in a browser, or run: sallyport provider sign-in NAME"),
        /** The refresh token has ended: it was revoked, rotated away or unused for too long. */
        REFRESH_TOKEN_REFUSED(
                "The refresh token is not taken any more",
                "Sign in again: sallyport provider sign-in NAME. How long refresh tokens live is in Setup under App"
                        + " Manager, Manage on the app, Edit Policies, Refresh Token Policy."),
        /** The authorization code was wrong, used before, or too old. */
        CODE_REFUSED(
                "The authorization code is not taken",
                "Start the sign-in again: a code lives for minutes and works once."),
        /** The callback URL is not one of the app's. */
        REDIRECT_URI_MISMATCH(
                "The callback URL is not one of the app's",
                "Add it to the app, character by character: in Setup open App Manager, Edit on the app, Callback URL"
                        + " (external client app: Settings > OAuth Settings)."),
        /** The assertion's signature, issuer or form is not what the server takes. */
        ASSERTION_REFUSED(
                "The signed assertion is not taken",
                "Upload the certificate that belongs to the provider's signing key: in Setup open App Manager, Edit on the"
                        + " app, Use digital signatures (external client app: Settings > OAuth Settings > JWT Bearer"
                        + " Flow). The issuer must be the Consumer Key."),
        /** The assertion is meant for another server. */
        AUDIENCE_REFUSED(
                "The assertion is meant for another server",
                "Set the provider's Audience to the org's My Domain, such as https://acme.my.salesforce.com, or to"
                        + " https://login.salesforce.com (for a sandbox https://test.salesforce.com)."),
        /** The assertion was over when it arrived. */
        ASSERTION_EXPIRED(
                "The assertion was over when it arrived",
                "Set this machine's clock: an assertion lives for three minutes."),
        /** The user name or the password is wrong, or the flow is blocked: the server does not say which. */
        PASSWORD_REFUSED(
                "The server does not let the user in with this password",
                "In Setup open Login History and look up the user's latest row. If it says Username-Password Flow"
                        + " Disabled, choose Client Credentials or JWT Bearer: new orgs block this flow (OAuth and OpenID"
                        + " Connect Settings). Else check user name and password; outside of trusted addresses the"
                        + " security token follows the password."),
        /** The person declined, or may not use the app. */
        CONSENT_DENIED(
                "The sign-in ended without consent",
                "Start the sign-in again and choose Allow. If the app shows an error instead, an administrator must approve"
                        + " the user: App Manager, Manage on the app, Profiles or Permission Sets."),
        /** What came back to the callback does not belong to a sign-in that was started here, by this browser. */
        SIGN_IN_UNKNOWN(
                "This sign-in was not started here, or is over",
                "Start the sign-in again, in the browser that you want to finish it in."),
        /** The answer comes from another server than the one that was asked (RFC 9207). */
        ISSUER_MISMATCH(
                "The answer comes from another server than the one that was asked",
                "Do not go on with this sign-in. Check the provider's issuer and endpoints: all must be of one server."),
        /** The ID token is not what OpenID Connect demands of it. */
        ID_TOKEN_INVALID(
                "The ID token cannot be trusted",
                "Check that the provider's issuer and client id are the app's, and this machine's clock. Else somebody"
                        + " else's token was slipped in: start the sign-in again."),
        /** The address to go on to after the sign-in is not one of Sallyport's. */
        RETURN_ADDRESS_REFUSED(
                "The address to return to is not a page of this server", "Return to a path such as /tables."),
        /** The server's metadata is missing, or not the server's own. */
        METADATA_INVALID(
                "The server's metadata cannot be used",
                "Check the issuer: under it there must be /.well-known/openid-configuration or"
                        + " /.well-known/oauth-authorization-server, and it must name the same issuer."),
        /** A key or certificate cannot be read. */
        SIGNING_KEY_UNUSABLE(
                "The signing key cannot be used",
                "Give an RSA or EC key as PEM (PKCS#8) or PKCS#12. An older file, BEGIN RSA PRIVATE KEY, is converted by:"
                        + " openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem"),
        /** A credential has not been entered. */
        CREDENTIAL_MISSING("A credential is missing", ""),
        /** A secret that is kept elsewhere is not to be had. */
        SECRET_UNAVAILABLE("A secret is not to be had", ""),
        /** The provider's choices exclude each other. */
        PROVIDER_INVALID("The provider's choices do not fit together", ""),
        /** The provider may not be used. */
        PROVIDER_DISABLED("The security provider is disabled", "");

        private final String message;
        private final String advice;

        Reason(String message, String advice) {
            this.message = message;
            this.advice = advice;
        }
    }

    private final Reason reason;
    private final @Nullable String said;
    private final @Nullable URI signInUrl;

    private AuthorizationException(
            Reason reason,
            String message,
            String advice,
            @Nullable String said,
            @Nullable URI signInUrl,
            @Nullable Throwable cause,
            @Nullable String place) {
        super(message, advice, cause, place);
        this.reason = reason;
        this.said = said;
        this.signInUrl = signInUrl;
    }

    /**
     * A refusal with its reason's own advice.
     *
     * @param detail what the message adds to the reason: the address, the server's words; no secret in it
     */
    public static AuthorizationException of(Reason reason, String detail) {
        return of(reason, detail, reason.advice);
    }

    /**
     * A refusal whose advice is narrower than its reason's.
     *
     * @param detail what the message adds to the reason; no secret in it
     * @param advice what to do; no secret in it
     */
    public static AuthorizationException of(Reason reason, String detail, String advice) {
        return new AuthorizationException(reason, reason.message + ": " + detail, advice, null, null, null, null);
    }

    /**
     * A refusal in the authorization server's own words.
     *
     * @param said its words, or the HTTP status if it found none; no secret in it
     * @param endpoint what refused
     */
    public static AuthorizationException refused(Reason reason, String said, URI endpoint) {
        return refused(reason, said, endpoint, reason.advice);
    }

    /**
     * A refusal in the authorization server's own words, whose advice is narrower than its reason's.
     *
     * @param said its words; no secret in it
     * @param endpoint what refused
     * @param advice what to do; no secret in it
     */
    public static AuthorizationException refused(Reason reason, String said, URI endpoint, String advice) {
        return new AuthorizationException(
                reason, reason.message + ": " + said + " from " + endpoint + ".", advice, said, null, null, null);
    }

    /** The same refusal, which names the value that is to be corrected; see {@link #place()}. */
    AuthorizationException at(String place) {
        return new AuthorizationException(reason, getMessage(), advice(), said, signInUrl, getCause(), place);
    }

    /** A secret that is kept elsewhere is not to be had, for a {@link SecretSource} to say. */
    public static AuthorizationException secretUnavailable(String message, String advice) {
        return new AuthorizationException(Reason.SECRET_UNAVAILABLE, message, advice, null, null, null, null);
    }

    /**
     * A person must sign in before there is a token.
     *
     * @param detail for whom and why
     * @param address where the person signs in
     */
    public static AuthorizationException signInRequired(String detail, URI address) {
        return new AuthorizationException(
                Reason.SIGN_IN_REQUIRED,
                Reason.SIGN_IN_REQUIRED.message + ": " + detail,
                "Open " + address + " in a browser.",
                null,
                address,
                null,
                null);
    }

    /** A refusal that was told before, to this process or to another one. */
    public static AuthorizationException repeated(Reason reason, String message, String advice) {
        return new AuthorizationException(reason, message, advice, null, null, null, null);
    }

    /** No answer at all; the transport's own words tell more than a reason could. */
    public static AuthorizationException of(TransportException failure) {
        Reason reason =
                switch (failure.failure()) {
                    case HOST_UNKNOWN -> Reason.HOST_UNKNOWN;
                    case CONNECTION_REFUSED -> Reason.CONNECTION_REFUSED;
                    case CONNECTION_BROKEN -> Reason.CONNECTION_BROKEN;
                    case TLS_FAILED -> Reason.TLS_FAILED;
                    case TIMED_OUT -> Reason.TIMED_OUT;
                    case INTERRUPTED -> Reason.INTERRUPTED;
                };
        return new AuthorizationException(reason, failure.getMessage(), failure.advice(), null, null, failure, null);
    }

    /** The wait for another thread's request was interrupted. */
    public static AuthorizationException of(InterruptedException interruption) {
        return new AuthorizationException(
                Reason.INTERRUPTED,
                Reason.INTERRUPTED.message + ".",
                "Ask again if the token is still wanted.",
                null,
                null,
                interruption,
                null);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** The authorization server's own words; empty where it did not speak. No secret is in them. */
    public Optional<String> said() {
        return Optional.ofNullable(said);
    }

    /** Where a person signs in to make up for it; empty unless that is what is missing and the place is known. */
    public Optional<URI> signInUrl() {
        return Optional.ofNullable(signInUrl);
    }
}

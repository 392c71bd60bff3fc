package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/** No token: the authorization server refuses, cannot be reached, or is not one. */
public final class AuthorizationException extends SallyportException {
    /** What is wrong, as far as the answer lets one tell. */
    public enum Reason {
        /** The authorization server does not know the client id. */
        CLIENT_ID_UNKNOWN,
        /** The client id is known; the secret is another. */
        CLIENT_SECRET_WRONG,
        /** The app exists but may not use this grant. */
        FLOW_NOT_ENABLED,
        /** The app has no user to run as. */
        RUN_AS_USER_MISSING,
        /** The user to run as is inactive or frozen. */
        RUN_AS_USER_INACTIVE,
        /** The user to run as may not use the API. */
        USER_WITHOUT_API,
        /** A login, Lightning or Setup host stands where the org's own My Domain belongs. */
        NOT_MY_DOMAIN,
        /** Only users whom an administrator approved may use the app, and the user is none of them. */
        NOT_PRE_AUTHORIZED,
        /** The user or the app is limited to other network addresses. */
        IP_RESTRICTED,
        /** A scope was asked for that the app does not have. */
        SCOPE_REFUSED,
        /** Too many tokens were asked for in too short a time. */
        RATE_LIMITED,
        /** The org is closed, suspended or expired. */
        ORG_INACTIVE,
        /** The grant was refused without a reason that can be told from others. */
        GRANT_REFUSED,
        /** An endpoint of the provider is blank or not an address. */
        ENDPOINT_INVALID,
        /** The host has no address in the name service. */
        HOST_UNKNOWN,
        /** Nothing listens there. */
        CONNECTION_REFUSED,
        /** The connection ended before the answer did. */
        CONNECTION_BROKEN,
        /** The endpoint is plain http on another machine: the secret would cross the network in the clear. */
        TLS_REQUIRED,
        /** The TLS handshake failed, mostly over the certificate. */
        TLS_FAILED,
        /** No answer in time. */
        TIMED_OUT,
        /** What answers there is a web page or nothing, not a token endpoint. */
        NOT_A_TOKEN_ENDPOINT,
        /** An answer that neither grants nor refuses in a way that OAuth knows. */
        UNEXPECTED_ANSWER,
        /** The waiting thread was interrupted. */
        INTERRUPTED
    }

    private final Reason reason;

    AuthorizationException(Reason reason, String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}

package dev.sallyport.salesforce;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** Salesforce refuses a request, cannot be reached, or answers what no Salesforce answers. */
public final class SalesforceException extends SallyportException {
    /** What is wrong, as far as the answer lets one tell. */
    public enum Reason {
        /** The OAuth server URL is not of the form {@code https://{instance}/services/Soap/c/{version}}. */
        SERVER_URL_INVALID,
        /** The token is refused, and so is its replacement. */
        SESSION_INVALID,
        /** The token is good but has no {@code api} scope. */
        API_SCOPE_MISSING,
        /** The user's profile, licence or the org's edition has no API. */
        API_DISABLED,
        /** The org's daily calls or another of its limits are spent. */
        LIMIT_EXCEEDED,
        /** There is no such sObject, or the user may not see it: Salesforce answers both alike. */
        OBJECT_NOT_VISIBLE,
        /** There is no such field, or the user may not see it: Salesforce answers both alike. */
        FIELD_NOT_VISIBLE,
        /** The SOQL is not well formed or asks for what SOQL cannot do. */
        QUERY_MALFORMED,
        /** The place in a long result has been given up: it waited too long, or too many queries were open. */
        QUERY_EXPIRED,
        /** The query took Salesforce longer than it allows. */
        QUERY_TIMED_OUT,
        /** The user lacks a permission for this. */
        ACCESS_DENIED,
        /** The org does not speak this API version. */
        VERSION_UNSUPPORTED,
        /** The token is one org's, the OAuth server URL another's. */
        OTHER_ORG,
        /** The host has no address in the name service. */
        HOST_UNKNOWN,
        /** Nothing listens there. */
        CONNECTION_REFUSED,
        /** The connection ended before the answer did. */
        CONNECTION_BROKEN,
        /** The address is plain http on another machine: the token would cross the network in the clear. */
        TLS_REQUIRED,
        /** The TLS handshake failed, mostly over the certificate. */
        TLS_FAILED,
        /** No answer in time. */
        TIMED_OUT,
        /** Salesforce is there but cannot serve now: maintenance or overload. */
        UNAVAILABLE,
        /** The answer is not one that this API gives: a web page, cut short, not decodable. */
        UNEXPECTED_ANSWER,
        /** The waiting thread was interrupted, or the query closed under it. */
        INTERRUPTED,
        /** Refused for a reason that has no advice of its own; see {@link #errorCode()}. */
        OTHER
    }

    private final Reason reason;
    private final @Nullable String errorCode;
    private final int status;

    SalesforceException(
            Reason reason,
            String message,
            String advice,
            @Nullable String errorCode,
            int status,
            @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
        this.errorCode = errorCode;
        this.status = status;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Salesforce's own code, such as {@code INVALID_FIELD}; null if Salesforce gave none. */
    public @Nullable String errorCode() {
        return errorCode;
    }

    /** The HTTP status of the answer; 0 if there was none. */
    public int status() {
        return status;
    }
}

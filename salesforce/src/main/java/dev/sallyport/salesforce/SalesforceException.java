package dev.sallyport.salesforce;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.http.TransportException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Salesforce refuses a request, cannot be reached, or answers what no Salesforce answers. */
public final class SalesforceException extends SallyportException {
    /** What is wrong, as far as the answer lets one tell. */
    public enum Reason {
        /** The OAuth server URL is not of the form {@code https://{instance}/services/Soap/c/{version}}. */
        SERVER_URL_INVALID(
                "The OAuth server URL is not one",
                "Write it as https://{My Domain}/services/Soap/c/55.0, with the host that Setup shows under Company"
                        + " Settings > My Domain."),
        /** The token is refused, and so is its replacement. */
        SESSION_INVALID(
                "Salesforce refuses the access token",
                "See that the OAuth server URL and the provider's endpoints name the same org. If they do, look in"
                        + " Setup under Session Settings whether sessions are locked to an IP address, and in Login"
                        + " History at the run-as user's latest row."),
        /** The token is good but has no {@code api} scope. */
        API_SCOPE_MISSING(
                "The access token is not valid for the REST API",
                "Give the app the scope Manage user data via APIs (api): in Setup open App Manager, Edit on the app,"
                        + " Selected OAuth Scopes (external client app: External Client App Manager, the app,"
                        + " Settings, OAuth Settings). Then fetch a new token."),
        /** The user's profile, licence or the org's edition has no API. */
        API_DISABLED(
                "The run-as user or the org may not use the API",
                "In Setup open Profiles, the run-as user's profile, Edit, and tick API Enabled under Administrative"
                        + " Permissions. The user's licence and the org's edition must include the API too."),
        /** The org's daily calls or another of its limits are spent. */
        LIMIT_EXCEEDED(
                "A limit of the org is spent",
                "See Setup > Company Information > API Requests, Last 24 Hours, and System Overview for who uses them."
                        + " The calls come back over the next 24 hours; fewer, larger queries cost less."),
        /** As many calls as the org may have at once run already, or have run for long; it passes. */
        TOO_MANY_AT_ONCE(
                "Too many calls to the org run at once",
                "Too many calls that run for 20 seconds or longer are under way: let their programs run one after the"
                        + " other, and try again now. The daily limit is not meant."),
        /** There is no such sObject, or the user may not see it: Salesforce answers both alike. */
        OBJECT_NOT_VISIBLE(
                "There is no such sObject, or the run-as user may not see it",
                "Check the API name for a typo; a custom object ends in __c. If it is right, give the user Read on it:"
                        + " in Setup open Profiles, the run-as user's profile, Object Settings, the object, Edit."),
        /** There is no such field, or the user may not see it: Salesforce answers both alike. */
        FIELD_NOT_VISIBLE(
                "There is no such field, or the run-as user may not see it",
                "Check the API name for a typo; a custom field ends in __c. If it is right, open Setup > Object"
                        + " Manager, the object, Fields & Relationships, the field, Set Field-Level Security, and tick"
                        + " Visible for the run-as user's profile. Then import the tables again."),
        /** The SOQL is not well formed or asks for what SOQL cannot do. */
        QUERY_MALFORMED(
                "Salesforce does not accept the query",
                "Correct the SOQL at the row and column that Salesforce names."),
        /** The place in a long result has been given up: it waited too long, or too many queries were open. */
        QUERY_EXPIRED(
                "Salesforce has given up the place in the query's result",
                "Run the query again, read it without long pauses, and close queries that are no longer read: a user"
                        + " has few open at once, and none for longer than two days."),
        /** A job of Bulk API 2.0 failed or was aborted. */
        BULK_JOB_FAILED(
                "Salesforce did not finish the bulk job",
                "Correct what Salesforce names and run the statement again; Setup > Bulk Data Load Jobs shows the job."
                        + " If another user aborted it, ask them first."),
        /** Salesforce has forgotten a job of Bulk API 2.0: it was deleted, or more than seven days have passed. */
        BULK_JOB_GONE(
                "Salesforce no longer has the bulk job",
                "Run the statement again: that makes a new job. Salesforce keeps a job for seven days, unless somebody"
                        + " deletes it."),
        /** Records were sent and the answer was lost: they may have been written or not. */
        OUTCOME_UNKNOWN(
                "The records were sent, but the answer was lost: Salesforce may have written them or not",
                "Look whether the records are there before they are sent again: an insert that is repeated makes them"
                        + " twice. An upsert by an external id can be repeated safely."),
        /** The query took Salesforce longer than it allows. */
        QUERY_TIMED_OUT(
                "The query took longer than Salesforce allows",
                "Narrow it by a filter on an indexed field: Id, Name, an owner, a lookup, CreatedDate, SystemModstamp"
                        + " or an external id."),
        /** The user lacks a permission for this. */
        ACCESS_DENIED(
                "The run-as user lacks a permission for this",
                "In Setup open Profiles, the run-as user's profile, and check Object Settings and System Permissions;"
                        + " sharing rules may hide single records."),
        /** The org does not speak this API version. */
        VERSION_UNSUPPORTED(
                "The org does not know this resource in this API version",
                "Compare the version at the end of the OAuth server URL with the list at /services/data of the same"
                        + " host."),
        /** The token is one org's, the OAuth server URL another's. */
        OTHER_ORG(
                "The OAuth server URL names another org than the one that issued the token",
                "Put the same My Domain host into the OAuth server URL and into the provider's endpoints: in Setup it"
                        + " is Company Settings > My Domain > Current My Domain URL."),
        /** The host has no address in the name service. */
        HOST_UNKNOWN("The host does not resolve", ""),
        /** Nothing listens there. */
        CONNECTION_REFUSED("The connection is refused", ""),
        /** The connection ended before the answer did. */
        CONNECTION_BROKEN("The connection broke", ""),
        /** The address is plain http on another machine: the token would cross the network in the clear. */
        TLS_REQUIRED(
                "The address is http, and the token would cross the network in the clear",
                "Write https:// in it. Plain http is for a local org on this machine alone."),
        /** The TLS handshake failed, mostly over the certificate. */
        TLS_FAILED("The TLS handshake failed", ""),
        /** No answer in time. */
        TIMED_OUT("There was no answer in time", ""),
        /** Salesforce is there but cannot serve now: maintenance or overload. */
        UNAVAILABLE(
                "Salesforce cannot serve the request now",
                "Try again; see status.salesforce.com for the org's instance."),
        /** The answer is not one that this API gives: a web page, cut short, not decodable. */
        UNEXPECTED_ANSWER(
                "The answer is not one that Salesforce gives",
                "Check that the host of the URL is the org's My Domain and that no proxy answers in its place. If it"
                        + " is, the answer was damaged on the way: try again."),
        /** The waiting thread was interrupted, or the query closed under it. */
        INTERRUPTED("The request was given up", "Start it again if it is still wanted."),
        /** Refused for a reason that has no advice of its own; see {@link #errorCode()}. */
        OTHER(
                "Salesforce refuses the request",
                "Look up the code in Salesforce's SOAP API Developer Guide under Core Data Types, ExceptionCode.");

        private final String message;
        private final String advice;

        Reason(String message, String advice) {
            this.message = message;
            this.advice = advice;
        }

        /** Whether the same request may well succeed a little later. */
        boolean isPassing() {
            return this == CONNECTION_BROKEN || this == TIMED_OUT || this == UNAVAILABLE || this == TOO_MANY_AT_ONCE;
        }
    }

    private final Reason reason;
    private final @Nullable String said;
    private final @Nullable String errorCode;
    private final int status;

    private SalesforceException(
            Reason reason,
            String message,
            String advice,
            @Nullable String said,
            @Nullable String errorCode,
            int status,
            @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
        this.said = said;
        this.errorCode = errorCode;
        this.status = status;
    }

    /**
     * A refusal by Salesforce.
     *
     * @param asked what was asked, such as {@code describe of Account}
     * @param said Salesforce's own words with its code
     */
    static SalesforceException refused(
            Reason reason, String asked, String said, @Nullable String errorCode, int status) {
        return new SalesforceException(
                reason, reason.message + " (" + asked + "): " + said, reason.advice, said, errorCode, status, null);
    }

    /** An answer that cannot be read; its text is not repeated. */
    static SalesforceException unreadable(String asked, int status, @Nullable IOException cause) {
        Reason reason = Reason.UNEXPECTED_ANSWER;
        return new SalesforceException(
                reason,
                reason.message + " (" + asked + "), HTTP " + status + ".",
                reason.advice,
                null,
                null,
                status,
                cause);
    }

    /** What this side can tell without an answer. */
    public static SalesforceException of(Reason reason, String detail) {
        return new SalesforceException(reason, reason.message + ": " + detail, reason.advice, null, null, 0, null);
    }

    /** The same, with an advice narrower than the reason's. */
    static SalesforceException of(Reason reason, String message, String advice) {
        return new SalesforceException(reason, message, advice, null, null, 0, null);
    }

    /** Records were sent, and this is why no answer came. */
    static SalesforceException outcomeUnknown(String asked, SallyportException cause) {
        Reason reason = Reason.OUTCOME_UNKNOWN;
        String message = reason.message + " (" + asked + "). " + cause.getMessage();
        return new SalesforceException(reason, message, reason.advice, null, null, 0, cause);
    }

    /** No answer at all; the transport's own words tell more than a reason could. */
    static SalesforceException of(TransportException failure) {
        Reason reason =
                switch (failure.failure()) {
                    case HOST_UNKNOWN -> Reason.HOST_UNKNOWN;
                    case CONNECTION_REFUSED -> Reason.CONNECTION_REFUSED;
                    case CONNECTION_BROKEN -> Reason.CONNECTION_BROKEN;
                    case TLS_FAILED -> Reason.TLS_FAILED;
                    case TIMED_OUT -> Reason.TIMED_OUT;
                    case INTERRUPTED -> Reason.INTERRUPTED;
                };
        return new SalesforceException(reason, failure.getMessage(), failure.advice(), null, null, 0, failure);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Salesforce's own words with its code; null if it did not speak. */
    public @Nullable String said() {
        return said;
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

package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.SalesforceException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure is a symptom of. Message and advice are the failure's own, as Test Connection tells them too. */
final class Symptoms {
    private Symptoms() {}

    static Finding of(Check check, SallyportException failure) {
        if (failure instanceof AuthorizationException refused) {
            return sick(check, ailment(refused), refused, refused.said().orElse(null));
        }
        if (failure instanceof SalesforceException refused) {
            return sick(check, ailment(refused), refused, refused.said());
        }
        return sick(check, Ailment.OTHER, failure, null);
    }

    private static Finding sick(Check check, Ailment ailment, SallyportException failure, @Nullable String said) {
        return new Finding(check, Outcome.SICK, ailment, failure.getMessage(), failure.advice(), said);
    }

    static Ailment ailment(AuthorizationException failure) {
        String said = failure.said().orElse("").toLowerCase(Locale.ROOT);
        return switch (failure.reason()) {
            case CLIENT_ID_UNKNOWN -> Ailment.CLIENT_ID_UNKNOWN;
            case APP_NOT_INSTALLED -> Ailment.APP_CLOSED;
            case CLIENT_SECRET_WRONG -> Ailment.CLIENT_SECRET_WRONG;
            case CLIENT_ASSERTION_REFUSED -> Ailment.CLIENT_ASSERTION_REFUSED;
            case CLIENT_PROOF_MISSING -> Ailment.CLIENT_PROOF_MISSING;
            case FLOW_NOT_ENABLED -> Ailment.FLOW_NOT_ENABLED;
            case GRANT_NOT_ENABLED -> Ailment.GRANT_NOT_ENABLED;
            case RUN_AS_USER_MISSING -> Ailment.RUN_AS_USER_MISSING;
            case RUN_AS_USER_INACTIVE -> Ailment.RUN_AS_USER_INACTIVE;
            case USER_WITHOUT_API -> Ailment.API_NOT_ENABLED;
            case NOT_MY_DOMAIN -> Ailment.NOT_MY_DOMAIN;
            // Refused by the one, not approved by the other: the words alone tell.
            case NOT_PRE_AUTHORIZED ->
                said.contains("hasn't approved") ? Ailment.SUBJECT_NOT_APPROVED : Ailment.USER_NOT_APPROVED;
            case IP_RESTRICTED -> Ailment.NETWORK_ADDRESS_REFUSED;
            case SCOPE_REFUSED -> scope(said);
            case RATE_LIMITED -> Ailment.LOGIN_RATE_EXCEEDED;
            case ORG_INACTIVE -> Ailment.ORG_INACTIVE;
            case GRANT_REFUSED -> Ailment.GRANT_REFUSED;
            case ENDPOINT_INVALID -> Ailment.ENDPOINT_MALFORMED;
            case HOST_UNKNOWN -> Ailment.HOST_UNKNOWN;
            case CONNECTION_REFUSED -> Ailment.CONNECTION_REFUSED;
            case CONNECTION_BROKEN -> Ailment.CONNECTION_BROKEN;
            case TLS_REQUIRED -> Ailment.ENDPOINT_PLAIN_HTTP;
            case TLS_FAILED -> tls(failure);
            case TIMED_OUT -> Ailment.NO_ANSWER_IN_TIME;
            case NOT_A_TOKEN_ENDPOINT -> Ailment.NOT_A_TOKEN_ENDPOINT;
            case UNEXPECTED_ANSWER -> Ailment.ANSWER_NOT_UNDERSTOOD;
            case SIGN_IN_REQUIRED -> Ailment.SIGN_IN_REQUIRED;
            case REFRESH_TOKEN_REFUSED -> Ailment.REFRESH_TOKEN_ENDED;
            case REDIRECT_URI_MISMATCH -> Ailment.CALLBACK_URL_UNKNOWN;
            case ASSERTION_REFUSED -> Ailment.ASSERTION_REFUSED;
            case AUDIENCE_REFUSED -> Ailment.AUDIENCE_REFUSED;
            case ASSERTION_EXPIRED -> Ailment.ASSERTION_EXPIRED;
            case PASSWORD_REFUSED -> Ailment.PASSWORD_REFUSED;
            case METADATA_INVALID -> Ailment.METADATA_UNUSABLE;
            case SIGNING_KEY_UNUSABLE -> Ailment.SIGNING_KEY_UNUSABLE;
            case SECRET_UNAVAILABLE -> Ailment.SECRET_UNAVAILABLE;
            case CREDENTIAL_MISSING -> Ailment.SECRET_MISSING;
            case PROVIDER_DISABLED -> Ailment.PROVIDER_DISABLED;
            case PROVIDER_INVALID -> Ailment.PROVIDER_CONTRADICTS_ITSELF;
            case INTERRUPTED,
                    CODE_REFUSED,
                    CONSENT_DENIED,
                    SIGN_IN_UNKNOWN,
                    ISSUER_MISMATCH,
                    ID_TOKEN_INVALID,
                    RETURN_ADDRESS_REFUSED -> Ailment.OTHER;
        };
    }

    static Ailment ailment(SalesforceException failure) {
        return switch (failure.reason()) {
            case SERVER_URL_INVALID -> Ailment.SERVER_URL_INVALID;
            case SESSION_INVALID -> Ailment.SESSION_REFUSED;
            case API_SCOPE_MISSING -> Ailment.API_SCOPE_MISSING;
            case API_DISABLED -> Ailment.API_NOT_ENABLED;
            case LIMIT_EXCEEDED -> Ailment.DAILY_CALLS_SPENT;
            case TOO_MANY_AT_ONCE -> Ailment.TOO_MANY_LONG_CALLS;
            case VERSION_UNSUPPORTED -> Ailment.SERVER_URL_VERSION_UNKNOWN;
            case OTHER_ORG -> Ailment.SERVER_URL_OF_OTHER_ORG;
            case HOST_UNKNOWN -> Ailment.HOST_UNKNOWN;
            case CONNECTION_REFUSED -> Ailment.CONNECTION_REFUSED;
            case CONNECTION_BROKEN -> Ailment.CONNECTION_BROKEN;
            case TLS_REQUIRED -> Ailment.ENDPOINT_PLAIN_HTTP;
            case TLS_FAILED -> tls(failure);
            case TIMED_OUT -> Ailment.NO_ANSWER_IN_TIME;
            case UNAVAILABLE -> Ailment.SALESFORCE_UNAVAILABLE;
            case UNEXPECTED_ANSWER -> Ailment.NOT_SALESFORCE;
            case OBJECT_NOT_VISIBLE,
                    FIELD_NOT_VISIBLE,
                    QUERY_MALFORMED,
                    QUERY_EXPIRED,
                    BULK_JOB_FAILED,
                    BULK_JOB_GONE,
                    OUTCOME_UNKNOWN,
                    QUERY_TIMED_OUT,
                    ACCESS_DENIED,
                    INTERRUPTED,
                    OTHER -> Ailment.OTHER;
        };
    }

    private static Ailment scope(String said) {
        if (said.contains("scope parameter not supported")) {
            return Ailment.SCOPES_NOT_TAKEN;
        }
        return said.contains("no valid scopes") ? Ailment.NO_SCOPE_LEFT : Ailment.SCOPE_NOT_OF_APP;
    }

    private static Ailment tls(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return Ailment.CERTIFICATE_UNTRUSTED;
            }
        }
        return Ailment.TLS_NOT_SPOKEN;
    }
}

package dev.sallyport.org.bulk;

import java.util.Locale;

/** Why a Bulk API refuses something. See the Bulk API Developer Guide, "Errors". */
public enum AsyncExceptionCode {
    CLIENT_INPUT_ERROR("ClientInputError"),
    EXCEEDED_QUOTA("ExceededQuota"),
    FEATURE_NOT_ENABLED("FeatureNotEnabled"),
    INTERNAL_SERVER_ERROR("InternalServerError"),
    INVALID_BATCH("InvalidBatch"),
    INVALID_ENTITY("InvalidEntity"),
    INVALID_JOB("InvalidJob"),
    INVALID_JOB_STATE("InvalidJobState"),
    INVALID_OPERATION("InvalidOperation"),
    INVALID_SESSION_ID("InvalidSessionId"),
    INVALID_URL("InvalidUrl"),
    INVALID_USER("InvalidUser"),
    INVALID_VERSION("InvalidVersion"),
    INVALID_XML("InvalidXml"),
    UNSUPPORTED_CONTENT_TYPE("UnsupportedContentType");

    private final String apiName;

    AsyncExceptionCode(String apiName) {
        this.apiName = apiName;
    }

    /** As Bulk API writes it, such as {@code InvalidJob}. */
    public String apiName() {
        return apiName;
    }

    /** As Bulk API 2.0 writes it, such as {@code INVALIDJOB}. */
    public String errorCode() {
        return apiName.toUpperCase(Locale.ROOT);
    }
}

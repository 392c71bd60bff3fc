package dev.sallyport.org.http;

import java.util.List;

/**
 * A refusal, before it is written in the dialect of the API that was called.
 *
 * @param status the HTTP status
 * @param code Salesforce's name for the error: an {@code errorCode} of the REST API such as
 *     {@code INVALID_SESSION_ID}, an {@code error} of the OAuth server such as {@code invalid_grant}, or an
 *     {@code exceptionCode} of the SOAP API
 * @param message Salesforce's wording
 * @param fields the names of the fields at fault, empty where the error is not about fields
 * @param ofRecord whether it is about a record that was not written: such errors list their fields, if there are none too
 */
public record ApiError(int status, String code, String message, List<String> fields, boolean ofRecord) {
    public ApiError {
        fields = List.copyOf(fields);
    }

    /** An error about a record. */
    public ApiError(int status, String code, String message, List<String> fields) {
        this(status, code, message, fields, true);
    }

    /** An error about a request. */
    public ApiError(int status, String code, String message) {
        this(status, code, message, List.of(), false);
    }
}

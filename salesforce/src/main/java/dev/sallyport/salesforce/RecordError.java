package dev.sallyport.salesforce;

import java.util.List;

/**
 * Why a record was refused.
 *
 * @param statusCode Salesforce's, such as {@code REQUIRED_FIELD_MISSING} (SOAP API Developer Guide, "StatusCode")
 * @param message Salesforce's words, without the code
 * @param fields the API names of the fields that are to blame; empty if Salesforce names none
 */
public record RecordError(String statusCode, String message, List<String> fields) {
    public RecordError {
        fields = List.copyOf(fields);
    }

    /** Code, words and fields in one line. */
    @Override
    public String toString() {
        return statusCode + ": " + message + (fields.isEmpty() ? "" : " (" + String.join(", ", fields) + ")");
    }
}

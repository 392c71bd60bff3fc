package dev.sallyport.org.records;

import java.util.List;

/**
 * Why a record was not written.
 *
 * @param statusCode Salesforce's name, such as {@code REQUIRED_FIELD_MISSING} (SOAP API Developer Guide, "Core Data Types
 *     Used in API Calls", StatusCode)
 * @param message for people
 * @param fields the fields at fault; empty where the error is not about fields
 */
public record RecordError(String statusCode, String message, List<String> fields) {
    public RecordError {
        fields = List.copyOf(fields);
    }

    public RecordError(String statusCode, String message) {
        this(statusCode, message, List.of());
    }
}

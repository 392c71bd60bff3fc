package dev.sallyport.org.metadata;

import java.util.List;

/** A component is refused. The message is Salesforce's. */
final class MetadataException extends RuntimeException {
    private final String statusCode;
    private final transient List<String> fields;

    MetadataException(String statusCode, String message, String... fields) {
        super(message, null, false, false);
        this.statusCode = statusCode;
        this.fields = List.of(fields);
    }

    /** Salesforce's {@code StatusCode}, such as {@code DUPLICATE_DEVELOPER_NAME}. */
    String statusCode() {
        return statusCode;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** The properties that are to blame. */
    List<String> fields() {
        return fields;
    }

    /** A value of an enumeration that has no such value. */
    static MetadataException notInEnum(String value, String enumeration) {
        return new MetadataException(
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                "'" + value + "' is not a valid value for the enum '" + enumeration + "'");
    }

    /** A component that another one names, or a call, is not there. */
    static MetadataException notFound(String property, String type, String fullName) {
        return new MetadataException(
                "INVALID_CROSS_REFERENCE_KEY",
                "In field: " + property + " - no " + type + " named " + fullName + " found",
                property);
    }

    static MetadataException required(String property) {
        return new MetadataException("REQUIRED_FIELD_MISSING", "Required field is missing: " + property, property);
    }
}

package dev.sallyport.org.soql;

/** A query that Salesforce would refuse. The message is worded, and broken into lines, as Salesforce does. */
public final class SoqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;

    public SoqlException(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /** Salesforce's code, e.g. {@code MALFORMED_QUERY}, {@code INVALID_FIELD} or {@code INVALID_QUERY_LOCATOR}. */
    public String errorCode() {
        return errorCode;
    }
}

package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of faults that the WSDLs declare (SOAP API Developer Guide, "API Fault Element").
 */
enum FaultType {
    LOGIN("LoginFault", false),
    INVALID_ID("InvalidIdFault", false),
    INVALID_NEW_PASSWORD("InvalidNewPasswordFault", false),
    INVALID_OLD_PASSWORD("InvalidOldPasswordFault", false),
    INVALID_QUERY_LOCATOR("InvalidQueryLocatorFault", false),
    UNEXPECTED_ERROR("UnexpectedErrorFault", false),
    INVALID_FIELD("InvalidFieldFault", true),
    INVALID_SOBJECT("InvalidSObjectFault", true),
    MALFORMED_QUERY("MalformedQueryFault", true),
    MALFORMED_SEARCH("MalformedSearchFault", true);

    private static final Pattern PLACE = Pattern.compile("ERROR at Row:(\\d+):Column:(\\d+)");

    private final String typeName;
    private final boolean query;

    FaultType(String typeName, boolean query) {
        this.typeName = typeName;
        this.query = query;
    }

    /** The type that an error is reported as, outside of {@code login}. */
    static FaultType of(ApiError error) {
        return switch (error.code()) {
            case "INVALID_FIELD" -> INVALID_FIELD;
            case "INVALID_TYPE" -> INVALID_SOBJECT;
            case "MALFORMED_QUERY" -> MALFORMED_QUERY;
            case "MALFORMED_SEARCH" -> MALFORMED_SEARCH;
            case "INVALID_QUERY_LOCATOR" -> INVALID_QUERY_LOCATOR;
            case "MALFORMED_ID", "INVALID_ID_FIELD" -> INVALID_ID;
            case "INVALID_NEW_PASSWORD" -> INVALID_NEW_PASSWORD;
            case "INVALID_OLD_PASSWORD" -> INVALID_OLD_PASSWORD;
            default -> UNEXPECTED_ERROR;
        };
    }

    /** The name in the WSDLs. */
    String typeName() {
        return typeName;
    }

    /** Whether it is an {@code ApiQueryFault}, which points at a row and a column of the query. */
    boolean isQueryFault() {
        return query;
    }

    /** Row and column that a message points at, from 1; -1 and -1 where it points nowhere. */
    static int[] place(String message) {
        Matcher place = PLACE.matcher(message);
        return place.find()
                ? new int[] {Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))}
                : new int[] {-1, -1};
    }
}

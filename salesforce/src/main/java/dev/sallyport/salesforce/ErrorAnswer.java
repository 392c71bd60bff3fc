package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A refusal: what Salesforce's error codes mean (SOAP API Developer Guide, "ExceptionCode"; REST API Developer Guide,
 * "Status Codes and Error Responses").
 *
 * @param errorCode Salesforce's own; null if the answer has none
 * @param message Salesforce's own words, or of a redirect where it leads; empty if the answer has none
 * @param status the HTTP status
 */
record ErrorAnswer(@Nullable String errorCode, String message, int status) {
    static final int TOO_MANY_REQUESTS = 429;

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_QUOTED_LENGTH = 500;
    /** Followed by "REST API" there, by "API" in SOAP. */
    private static final String NO_API_SCOPE = "session is not valid for use with the";

    private static final String PLACE_IN_QUERY = "ERROR at Row:";

    /** What limits of calls at a time are called by, as those of a day are not. */
    private static final String AT_ONCE = "Concurrent";

    /** Reads REST's array of errors, SOAP's fault or user info's plain words; what is none has no code. */
    static ErrorAnswer read(Answer answer) {
        String text = answer.head(MAX_LENGTH).strip();
        int status = answer.status();
        if (text.equals("Bad_OAuth_Token") || text.equals("Missing_OAuth_Token")) {
            return new ErrorAnswer("INVALID_SESSION_ID", text, status);
        }
        if (text.startsWith("[")) {
            try (JsonParser json = Json.MAPPER.createParser(text)) {
                json.nextToken();
                json.nextToken();
                return readObject(json, status);
            } catch (IOException e) {
                return new ErrorAnswer(null, "", status);
            }
        }
        if (status >= 300 && status < 400) {
            return new ErrorAnswer(
                    null, answer.header("Location").map(ErrorAnswer::leadingTo).orElse(""), status);
        }
        return text.startsWith("<") ? SoapMessage.readFault(text, status) : new ErrorAnswer(null, "", status);
    }

    /** A redirect is not followed, for the token would go along; its host tells which name the org has now. */
    private static String leadingTo(String location) {
        try {
            URI there = new URI(location);
            return there.getHost() == null
                    ? ""
                    : "It leads to " + there.getScheme() + "://" + there.getAuthority() + ".";
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** Reads one error of REST's; the parser stands on its opening brace. */
    static ErrorAnswer readObject(JsonParser json, int status) throws IOException {
        String code = null;
        String message = "";
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "errorCode" -> code = json.getValueAsString();
                    case "message" -> message = json.getValueAsString("");
                    default -> json.skipChildren();
                }
            }
        }
        return new ErrorAnswer(code, message, status);
    }

    /** Whether the token is refused and another may be taken. */
    boolean asksForAnotherToken() {
        return reason(Reason.OTHER) == Reason.SESSION_INVALID;
    }

    /**
     * The failure to throw.
     *
     * @param asked what was asked, such as {@code describe of Account}
     * @param whenNotFound what it means that there is no such resource
     */
    SalesforceException toException(String asked, Reason whenNotFound) {
        return SalesforceException.refused(reason(whenNotFound), asked, said(), errorCode, status);
    }

    private Reason reason(Reason whenNotFound) {
        if (status == TOO_MANY_REQUESTS) {
            return Reason.UNAVAILABLE;
        }
        if (errorCode == null) {
            if (status == 401) {
                return Reason.SESSION_INVALID;
            }
            return status >= 500 ? Reason.UNAVAILABLE : Reason.UNEXPECTED_ANSWER;
        }
        return switch (errorCode) {
            case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER" ->
                message.toLowerCase(Locale.ROOT).contains(NO_API_SCOPE)
                        ? Reason.API_SCOPE_MISSING
                        : Reason.SESSION_INVALID;
            case "API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED" -> Reason.API_DISABLED;
            case "REQUEST_LIMIT_EXCEEDED", "LIMIT_EXCEEDED" ->
                message.contains(AT_ONCE) ? Reason.TOO_MANY_AT_ONCE : Reason.LIMIT_EXCEEDED;
            case "INVALID_TYPE" -> Reason.OBJECT_NOT_VISIBLE;
            // The same code stands for names that are not there and for uses of a field that SOQL does not take.
            case "INVALID_FIELD" ->
                message.contains("No such column") || message.contains("Didn't understand relationship")
                        ? Reason.FIELD_NOT_VISIBLE
                        : Reason.QUERY_MALFORMED;
            // Bulk API 2.0 has this one code for all that is wrong with a query: the words tell.
            case "API_ERROR" -> reasonOfWords();
            case "MALFORMED_QUERY", "INVALID_QUERY_FILTER_OPERATOR" -> Reason.QUERY_MALFORMED;
            case "INVALID_QUERY_LOCATOR" -> Reason.QUERY_EXPIRED;
            case "QUERY_TIMEOUT" -> Reason.QUERY_TIMED_OUT;
            case "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY" -> Reason.ACCESS_DENIED;
            case "UNSUPPORTED_API_VERSION" -> Reason.VERSION_UNSUPPORTED;
            case "SERVER_UNAVAILABLE" -> Reason.UNAVAILABLE;
            case "NOT_FOUND" -> whenNotFound;
            default -> Reason.OTHER;
        };
    }

    private Reason reasonOfWords() {
        if (message.contains("No such column") || message.contains("Didn't understand relationship")) {
            return Reason.FIELD_NOT_VISIBLE;
        }
        if (message.contains("sObject type '") && message.contains("is not supported")) {
            return Reason.OBJECT_NOT_VISIBLE;
        }
        return message.contains(PLACE_IN_QUERY) ? Reason.QUERY_MALFORMED : Reason.OTHER;
    }

    /** Salesforce's words in one line; of a query's error the place and the complaint, not the statement again. */
    private String said() {
        String words = message.substring(Math.max(0, message.indexOf(PLACE_IN_QUERY)))
                .strip()
                .replaceAll("\\s+", " ");
        if (words.length() > MAX_QUOTED_LENGTH) {
            words = words.substring(0, MAX_QUOTED_LENGTH) + "...";
        }
        if (errorCode == null) {
            return ("HTTP " + status + " without an error code. " + words).strip();
        }
        // SOAP's words begin with the code, REST's do not.
        return words.startsWith(errorCode) ? words : errorCode + (words.isEmpty() ? "." : ": " + words);
    }
}

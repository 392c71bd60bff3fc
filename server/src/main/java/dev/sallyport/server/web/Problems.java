package dev.sallyport.server.web;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.CatalogException;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.server.RequestId;
import dev.sallyport.server.ServerException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Makes a problem of a failure. What is not known to be fit for others' eyes stays in the log. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** The problem that a failure is. */
    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        Optional<SallyportException> told = told(failure);
        if (told.isPresent()) {
            return of(told.get());
        }
        if (failure instanceof AccessDeniedException) {
            return problem(
                    "forbidden", HttpStatus.FORBIDDEN, "Your role does not allow this.", "Ask an administrator.");
        }
        if (failure instanceof HttpMessageNotReadableException) {
            // Without the parser's words: they quote the body, and a secret in it perhaps.
            return problem(
                    "invalid",
                    HttpStatus.BAD_REQUEST,
                    "The request's body is not the JSON that belongs here.",
                    "Compare it with the API's description at /api.");
        }
        if (failure instanceof TypeMismatchException mismatch) {
            return mismatched(mismatch);
        }
        if (failure instanceof SQLException sql) {
            return problem(
                    "statement-failed", HttpStatus.BAD_REQUEST, Advice.worded(String.valueOf(sql.getMessage())), null);
        }
        if (failure instanceof NoResourceFoundException) {
            return problem("not-found", HttpStatus.NOT_FOUND, "Nothing is at this address.", null);
        }
        if (failure instanceof HttpRequestMethodNotSupportedException refused) {
            return problem(
                    "method-not-allowed",
                    HttpStatus.METHOD_NOT_ALLOWED,
                    "This address does not answer " + refused.getMethod() + ".",
                    "If you came from a page, go back to it: a form of it leads here.");
        }
        if (failure instanceof ErrorResponse response) {
            HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
            String detail = Optional.ofNullable(response.getBody().getDetail()).orElse(status.getReasonPhrase());
            return problem(word(status), status, detail, null);
        }
        LOG.error("A request failed", failure);
        return problem(
                "failed",
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The server failed.",
                "Look for the request's id in the server's log.");
    }

    /** Without the value: whoever sent it knows it, and logs need not. */
    private static Problem mismatched(TypeMismatchException failure) {
        String name = failure instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(failure.getPropertyName());
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(
                Objects.requireNonNullElse(failure.getRequiredType(), Object.class));
        String wanted = Number.class.isAssignableFrom(type)
                ? "a whole number, and no larger than such numbers are"
                : type == Boolean.class ? "true or false" : "one that the API's description names";
        return problem(
                "invalid",
                HttpStatus.BAD_REQUEST,
                "The value of " + name + " is none that it can have.",
                "Let " + name + " be " + wanted + ".");
    }

    /** A problem with a status, in words of one's own. */
    public static Problem of(HttpStatus status, String detail, @Nullable String advice) {
        return problem(word(status), status, detail, advice);
    }

    private static Optional<SallyportException> told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SallyportException told) {
                return Optional.of(told);
            }
        }
        return Optional.empty();
    }

    private static Problem of(SallyportException failure) {
        if (failure instanceof CatalogException catalog) {
            HttpStatus status =
                    switch (catalog.reason()) {
                        case INVALID -> HttpStatus.BAD_REQUEST;
                        case NOT_FOUND -> HttpStatus.NOT_FOUND;
                        case DUPLICATE, IN_USE -> HttpStatus.CONFLICT;
                        case STALE -> HttpStatus.PRECONDITION_FAILED;
                        case KEY, LOCKED, DATABASE -> HttpStatus.SERVICE_UNAVAILABLE;
                    };
            return told(catalog.reason(), status, failure);
        }
        if (failure instanceof ServerException server) {
            HttpStatus status =
                    switch (server.reason()) {
                        case INVALID -> HttpStatus.BAD_REQUEST;
                        case NOT_FOUND -> HttpStatus.NOT_FOUND;
                        case DUPLICATE, IN_USE, CANCELLED -> HttpStatus.CONFLICT;
                        case ENDING -> HttpStatus.SERVICE_UNAVAILABLE;
                        case STALE -> HttpStatus.PRECONDITION_FAILED;
                        case STATE_MISSING -> HttpStatus.PRECONDITION_REQUIRED;
                        case FORBIDDEN -> HttpStatus.FORBIDDEN;
                        case THROTTLED -> HttpStatus.TOO_MANY_REQUESTS;
                        case PORT -> HttpStatus.INTERNAL_SERVER_ERROR;
                    };
            return told(server.reason(), status, failure);
        }
        if (failure instanceof SalesforceException salesforce) {
            boolean typed = salesforce.reason() == SalesforceException.Reason.SERVER_URL_INVALID;
            return told(salesforce.reason(), typed ? HttpStatus.BAD_REQUEST : HttpStatus.BAD_GATEWAY, failure);
        }
        if (failure instanceof AuthorizationException authorization) {
            return told(authorization.reason(), HttpStatus.BAD_GATEWAY, failure);
        }
        return problem("invalid", HttpStatus.BAD_REQUEST, failure.getMessage(), failure.advice());
    }

    private static Problem told(Enum<?> reason, HttpStatus status, SallyportException failure) {
        if (status.is5xxServerError()) {
            LOG.warn("A request was refused beyond this server", failure);
        }
        return problem(word(reason), status, failure.getMessage(), failure.advice());
    }

    private static Problem problem(String word, HttpStatus status, String detail, @Nullable String advice) {
        return new Problem(
                "urn:sallyport:problem:" + word,
                status.getReasonPhrase(),
                status.value(),
                detail,
                advice == null || advice.isBlank() ? null : Advice.onPages(advice),
                RequestId.current());
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.sallyport.flight;

import dev.sallyport.auth.SallyportException;
import java.sql.SQLException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told of a failure: a status, one sentence of what is wrong and one of what to do. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The failure as a client sees it; nothing of what lay beneath goes with it. */
    static FlightRuntimeException told(Throwable thrown) {
        if (thrown instanceof FlightRuntimeException told) {
            return told;
        }
        if (thrown instanceof FlightException refusal) {
            return told(status(refusal.reason()), refusal.getMessage() + " " + refusal.advice());
        }
        if (thrown instanceof SQLException sql) {
            return told(status(sql), String.valueOf(sql.getMessage()));
        }
        if (thrown instanceof SallyportException known) {
            return told(CallStatus.INVALID_ARGUMENT, known.getMessage() + " " + known.advice());
        }
        LOG.error("A Flight SQL call failed.", thrown);
        return told(CallStatus.INTERNAL, "Something went wrong in Sallyport. Its log says what.");
    }

    static FlightRuntimeException unsupported(String what, String instead) {
        return told(new FlightException(FlightException.Reason.UNSUPPORTED, what, instead));
    }

    private static FlightRuntimeException told(CallStatus status, String message) {
        return status.withDescription(message.strip()).toRuntimeException();
    }

    private static CallStatus status(FlightException.Reason reason) {
        return switch (reason) {
            case UNAUTHENTICATED -> CallStatus.UNAUTHENTICATED;
            case FORBIDDEN -> CallStatus.UNAUTHORIZED;
            case INVALID -> CallStatus.INVALID_ARGUMENT;
            case NOT_FOUND -> CallStatus.NOT_FOUND;
            case THROTTLED -> new CallStatus(FlightStatusCode.RESOURCE_EXHAUSTED);
            case UNSUPPORTED -> CallStatus.UNIMPLEMENTED;
            case EXPIRED -> CallStatus.TIMED_OUT;
            case CANCELLED -> CallStatus.CANCELLED;
            case UNAVAILABLE -> CallStatus.UNAVAILABLE;
            case START, PORT -> CallStatus.INTERNAL;
        };
    }

    /** By SQLState, whose meanings docs/jdbc.md lists. */
    private static CallStatus status(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return CallStatus.UNKNOWN;
        }
        return switch (state) {
            case "57014" -> CallStatus.CANCELLED;
            case "HYT00" -> CallStatus.TIMED_OUT;
            case "42501", "25006", "28000" -> CallStatus.UNAUTHORIZED;
            case "42S02", "42S22" -> CallStatus.NOT_FOUND;
            case "53400" -> new CallStatus(FlightStatusCode.RESOURCE_EXHAUSTED);
            case "0A000" -> CallStatus.UNIMPLEMENTED;
            default -> ofClass(state.substring(0, Math.min(2, state.length())));
        };
    }

    private static CallStatus ofClass(String stateClass) {
        return switch (stateClass) {
            case "07", "21", "22", "42" -> CallStatus.INVALID_ARGUMENT;
            case "08" -> CallStatus.UNAVAILABLE;
            default -> CallStatus.UNKNOWN;
        };
    }
}

package dev.sallyport.flight;

import dev.sallyport.flight.FlightException.Reason;
import io.grpc.Context;
import io.grpc.Metadata;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose the call is that the current thread answers, and which data server it is about.
 *
 * @param visitor who calls
 * @param session what is remembered of them; null for a program that sends its token with each call and nothing else
 * @param header the data server that the call itself names; null if it does not
 * @param answer headers to be sent before the first answer
 */
record Call(
        Visitor visitor,
        @Nullable Session session,
        @Nullable String header,
        Metadata answer) {
    private static final Context.Key<Call> KEY = Context.key("sallyport-call");

    static Call current() {
        return Objects.requireNonNull(KEY.get(), "Every call passes the guard.");
    }

    /** Without the answer's headers: a session's token may be among them. */
    @Override
    public String toString() {
        return "Call[" + visitor.userName() + "]";
    }

    Context asContext() {
        return Context.current().withValue(KEY, this);
    }

    /** The data server that the client has named for this call or its session. */
    Optional<String> named() {
        return Optional.ofNullable(header).or(() -> Optional.ofNullable(session).map(Session::dataServer));
    }

    /**
     * The data server that is meant.
     *
     * @throws FlightException if there is none, none of that name, or none is named where there are several
     */
    String dataServer() {
        List<String> all = visitor.dataServers();
        if (named().isPresent()) {
            return known(named().get(), all);
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        if (all.isEmpty()) {
            throw new FlightException(
                    Reason.INVALID, "No data server is set up yet.", "Add one in the console, under Data Servers.");
        }
        throw new FlightException(
                Reason.INVALID,
                "There are several data servers, and the connection names none: " + String.join(", ", all) + ".",
                "Name one: by the property data-server of the JDBC driver, the header data-server of each call, or the"
                        + " session option catalog.");
    }

    /**
     * A data server by its name, in any case.
     *
     * @throws FlightException if there is none of that name
     */
    String known(String name) {
        return known(name, visitor.dataServers());
    }

    private static String known(String name, List<String> all) {
        return all.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new FlightException(
                        Reason.NOT_FOUND,
                        "There is no data server " + name + ".",
                        all.isEmpty()
                                ? "Add one in the console, under Data Servers."
                                : "There are: " + String.join(", ", all) + "."));
    }
}

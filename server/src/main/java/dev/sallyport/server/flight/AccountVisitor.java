package dev.sallyport.server.flight;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.CatalogException;
import dev.sallyport.flight.FlightException;
import dev.sallyport.flight.FlightException.Reason;
import dev.sallyport.flight.OpenStatement;
import dev.sallyport.flight.Visitor;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.query.PreparedRuns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Somebody with an account.
 *
 * @param whose the account's name, and what the client may do at most
 * @param account the account's id; empty for a token, which each call brings again
 * @param version the account's when they logged in; {@link #NO_VERSION} for a token
 */
record AccountVisitor(SignedIn whose, String account, long version, PreparedRuns runs) implements Visitor {
    static final long NO_VERSION = -1;

    @Override
    public String userName() {
        return whose.userName();
    }

    @Override
    public List<String> dataServers() {
        try {
            return asked(runs::dataServers);
        } catch (SQLException e) {
            throw new IllegalStateException("No SQL is run for that.", e);
        }
    }

    @Override
    public Connection describe(String dataServer) throws SQLException {
        return asked(() -> runs.describe(dataServer, whose));
    }

    @Override
    public OpenStatement prepare(String dataServer, String sql) throws SQLException {
        return asked(() -> runs.prepare(dataServer, sql, whose));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    /** Asks in that person's name, so that it is answered as it would be by REST. */
    private <T> T asked(Question<T> question) throws SQLException {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(whose, null, whose.authorities()));
        SecurityContextHolder.setContext(context);
        try {
            return question.ask();
        } catch (AccessDeniedException e) {
            throw new FlightException(Reason.FORBIDDEN, "Your role does not allow this.", "Ask an administrator.", e);
        } catch (ServerException | CatalogException e) {
            throw refusal(e);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    private static FlightException refusal(SallyportException failure) {
        Reason reason = failure instanceof ServerException server
                ? switch (server.reason()) {
                    case THROTTLED -> Reason.THROTTLED;
                    case FORBIDDEN -> Reason.FORBIDDEN;
                    case NOT_FOUND -> Reason.NOT_FOUND;
                    case PORT, INVALID, DUPLICATE, IN_USE, STALE, STATE_MISSING, CANCELLED, ENDING -> Reason.INVALID;
                }
                : Reason.INVALID;
        return new FlightException(reason, failure.getMessage(), failure.advice(), failure);
    }
}

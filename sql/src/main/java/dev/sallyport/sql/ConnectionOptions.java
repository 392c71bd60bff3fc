package dev.sallyport.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection tells of itself, and what it owns.
 *
 * @param url the JDBC URL that it was opened with; no secret in it
 * @param userName who it is for, such as the client id; null if nobody knows
 * @param apiVersion the version of Salesforce's APIs, such as {@code 62.0}; empty if nobody knows
 * @param warnings what {@link java.sql.Connection#getWarnings()} tells at first, a sentence each
 * @param afterClose is run once when the connection has been closed
 */
public record ConnectionOptions(
        String url, @Nullable String userName, String apiVersion, List<String> warnings, Runnable afterClose) {
    /** A connection that owns nothing and has nothing to tell. */
    public static final ConnectionOptions DEFAULT =
            new ConnectionOptions("jdbc:sallyport:salesforce:", null, "", List.of(), () -> {});

    public ConnectionOptions {
        warnings = List.copyOf(warnings);
    }
}

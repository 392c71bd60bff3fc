package dev.sallyport.sql.federation;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.read.ReadSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection's way to a foreign server. */
final class ForeignSource {
    private static final Pattern ROWS = Pattern.compile("\\(cost=\\S+ rows=(\\d+) ");

    /** As many as plans are kept. */
    private static final int MOST = 500;

    /** How long planning waits for an answer, in seconds: it takes milliseconds, unless somebody has locked a table. */
    private static final int PATIENCE = 3;

    private final ForeignServer server;
    private final SoqlListener listener;
    private final ReadSession reading;
    private final Cache<String, OptionalDouble> estimates =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    /**
     * A way to a server.
     *
     * @param listener is told of each statement
     * @param reading whether the server may be asked how many rows to expect, and how long rows may take
     */
    ForeignSource(ForeignServer server, SoqlListener listener, ReadSession reading) {
        this.server = server;
        this.listener = listener;
        this.reading = reading;
    }

    ForeignServer server() {
        return server;
    }

    void sending(String sql) {
        listener.sentTo(server.name(), sql);
    }

    /** How long a page of rows may be waited for; null for as long as it takes. */
    @Nullable
    Duration deadline() {
        return reading.deadline().orElse(null);
    }

    /** How many rows the server expects of a statement, as far as it has been asked. */
    OptionalDouble knownRows(ForeignStatement statement) {
        OptionalDouble known = estimates.getIfPresent(statement.sql());
        return known == null ? OptionalDouble.empty() : known;
    }

    /**
     * Asks the server how many rows it expects. A statement with parameters, and a server that does not answer, leave that
     * open: whoever runs the statement will hear of it.
     */
    void askRows(ForeignStatement statement) {
        boolean open = statement.parameters().isEmpty() && estimates.getIfPresent(statement.sql()) == null;
        if (open && reading.asksForCounts()) {
            estimates.put(statement.sql(), expected(statement.sql()));
        }
    }

    private OptionalDouble expected(String sql) {
        try (Connection connection = server.connections().take();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE);
            try (ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
                Matcher rows = ROWS.matcher(plan.next() ? plan.getString(1) : "");
                return rows.find() ? OptionalDouble.of(Double.parseDouble(rows.group(1))) : OptionalDouble.empty();
            }
        } catch (SQLException | SallyportException e) {
            return OptionalDouble.empty();
        }
    }
}

package dev.sallyport.sql.federation;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sallyport.sql.SoqlListener;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection's way to a foreign server. */
final class ForeignSource {
    private static final Pattern ROWS = Pattern.compile("\\(cost=\\S+ rows=(\\d+) ");

    /** As many as plans are kept. */
    private static final int MOST = 500;

    private final ForeignServer server;
    private final SoqlListener listener;
    private final boolean asks;
    private final Cache<String, OptionalDouble> estimates =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    /**
     * A way to a server.
     *
     * @param listener is told of each statement
     * @param asks whether the server may be asked how many rows to expect
     */
    ForeignSource(ForeignServer server, SoqlListener listener, boolean asks) {
        this.server = server;
        this.listener = listener;
        this.asks = asks;
    }

    ForeignServer server() {
        return server;
    }

    void sending(String sql) {
        listener.sentTo(server.name(), sql);
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
        if (asks && statement.parameters().isEmpty() && estimates.getIfPresent(statement.sql()) == null) {
            estimates.put(statement.sql(), expected(statement.sql()));
        }
    }

    private OptionalDouble expected(String sql) {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
            Matcher rows = ROWS.matcher(plan.next() ? plan.getString(1) : "");
            return rows.find() ? OptionalDouble.of(Double.parseDouble(rows.group(1))) : OptionalDouble.empty();
        } catch (SQLException e) {
            return OptionalDouble.empty();
        }
    }
}

package dev.sallyport.server.query;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.flight.OpenStatement;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.activity.StatementLog;
import dev.sallyport.sql.SoqlListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Prepares statements for those who run them by Flight SQL, and tells them what there is. */
@Component
public class PreparedRuns {
    private final Catalog catalog;
    private final StatementConnections connections;
    private final PreparedRun.Surroundings surroundings;

    PreparedRuns(
            Catalog catalog,
            StatementConnections connections,
            Clock clock,
            OpenRuns runs,
            ApiCalls apiCalls,
            StatementLog log,
            WrittenRecords written,
            FlightMetrics metrics) {
        this.catalog = catalog;
        this.connections = connections;
        this.surroundings = new PreparedRun.Surroundings(clock, runs, apiCalls, log, written, metrics);
    }

    /** The names of the data servers. */
    @Needs(Role.VIEWER)
    public List<String> dataServers() {
        return catalog.servers().list().stream().map(DataServer::name).toList();
    }

    /**
     * A connection to ask for metadata.
     *
     * @return for the caller to close
     */
    @Needs(Role.VIEWER)
    public Connection describe(String server, SignedIn whose) throws SQLException {
        return connections.describe(server, whose.userName());
    }

    /**
     * Prepares a statement; of those who may not write, one that writes fails when it is run.
     *
     * @return for the caller to close
     * @throws SQLException if it cannot be prepared; the reason is a {@link dev.sallyport.auth.SallyportException} beneath
     */
    @Needs(Role.ANALYST)
    public OpenStatement prepare(String server, String sql, SignedIn whose) throws SQLException {
        StatementConnections.Opened opened =
                connections.open(server, whose.userName(), whose.role().includes(Role.EDITOR), SoqlListener.NONE);
        try {
            return new PreparedRun(whose.userName(), server, sql, opened, surroundings);
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}

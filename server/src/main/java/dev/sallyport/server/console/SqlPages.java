package dev.sallyport.server.console;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.activity.SavedStatements;
import dev.sallyport.server.activity.StatementLog;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.Alert;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the SQL page, with a statement as it was typed and what else its person has there. */
@Component
class SqlPages {
    private static final int HISTORY = 20;
    private static final int TABLES = 100;

    private final Catalog catalog;
    private final QueryRuns queries;
    private final StatementLog log;
    private final SavedStatements saved;

    SqlPages(Catalog catalog, QueryRuns queries, StatementLog log, SavedStatements saved) {
        this.catalog = catalog;
        this.queries = queries;
        this.log = log;
        this.saved = saved;
    }

    SqlPage of(
            String server,
            String sql,
            boolean explained,
            QueryRuns.@Nullable Rows rows,
            @Nullable Alert alert,
            SignedIn whose) {
        return of(server, sql, explained, rows, 0, alert, whose);
    }

    /**
     * The page with rows that are not the first.
     *
     * @param shownBefore how many were shown before them
     */
    SqlPage of(
            String server,
            String sql,
            boolean explained,
            QueryRuns.@Nullable Rows rows,
            long shownBefore,
            @Nullable Alert alert,
            SignedIn whose) {
        List<String> servers =
                catalog.servers().list().stream().map(DataServer::name).toList();
        String chosen =
                servers.contains(server) ? server : servers.stream().findFirst().orElse("");
        List<String> tables = chosen.isEmpty()
                ? List.of()
                : catalog.tables().search(chosen, "", 0, TABLES).tables().stream()
                        .map(ImportedTable::name)
                        .toList();
        return new SqlPage(
                chosen,
                servers,
                tables,
                UUID.randomUUID().toString(),
                sql,
                explained,
                rows,
                shownBefore,
                log.latest(whose.userName(), HISTORY),
                saved.list(whose.userName()),
                queries.running(whose.userName()),
                alert);
    }
}

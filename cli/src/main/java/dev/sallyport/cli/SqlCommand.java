package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.Databases;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.cli.output.RowWriter;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.write.WriteOptions;
import dev.sallyport.transfer.format.ShownValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description =
                "Run a SQL statement over the imported tables: a query, or INSERT, UPDATE, DELETE, UPSERT or MERGE. The SOQL"
                        + " that it becomes, the SQL that databases are sent, and the API calls that it takes are told on standard error.")
final class SqlCommand extends SallyportCommand {
    @Parameters(paramLabel = "SQL", description = "Such as: SELECT Name FROM Account WHERE Industry = 'Energy'")
    private String sql = "";

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private UserOption user = new UserOption();

    @Option(names = "--explain", description = "Show what is sent to Salesforce and what is done here; run nothing.")
    private boolean explain;

    @Override
    public Integer call() throws SQLException {
        try (Databases.Opened opened = open(new SoqlListener() {
            @Override
            public void sent(String soql) {
                err().println("SOQL: " + soql);
            }

            @Override
            public void sentBy(Api api, String soql) {
                sent(api == Api.REST ? soql : soql + " (" + api + ")");
            }

            @Override
            public void sentTo(String database, String statement) {
                err().println(database + ": " + statement);
            }
        })) {
            run(opened.database());
            long calls = opened.calls();
            err().println(calls + (calls == 1 ? " API call" : " API calls"));
        }
        return DONE;
    }

    /** With the catalogue closed again: what takes long does not keep others from it. */
    private Databases.Opened open(SoqlListener listener) {
        try (Catalog catalog = openCatalog()) {
            DataServer chosen = server.choose(catalog);
            String name = chosen.name();
            if (catalog.tables().list(name).isEmpty()) {
                throw new CommandException(
                        "No table is imported from " + name + " yet.",
                        "Import some first: sallyport tables import " + name + " --all");
            }
            if (!explain && chosen instanceof SalesforceServer) {
                // Now, for later the catalogue would have to be opened once more. An explanation sends nothing.
                catalog.connections().tokens(name, user.name()).token();
            }
            return catalog.databases().open(name, user.name(), listener);
        }
    }

    private void run(SalesforceDatabase database) throws SQLException {
        // An explanation sends nothing.
        ReadOptions reads = explain ? ReadOptions.DEFAULT.withoutCounts() : ReadOptions.DEFAULT;
        try (Connection connection = database.connect(ConnectionOptions.DEFAULT, WriteOptions.DEFAULT, reads);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(explain ? "EXPLAIN PLAN FOR " + sql : sql)) {
                long records = statement.getLargeUpdateCount();
                out().println(records + (records == 1 ? " record written" : " records written"));
                return;
            }
            try (ResultSet result = statement.getResultSet()) {
                if (explain) {
                    while (result.next()) {
                        out().println(String.valueOf(result.getString(1)).stripTrailing());
                    }
                } else {
                    write(result);
                }
            }
        }
    }

    private void write(ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(metaData.getColumnLabel(column));
        }
        try (RowWriter rows = sallyport().format().open(columns, out())) {
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= columns.size(); column++) {
                    row.add(ShownValue.plain(result, column));
                }
                rows.row(row);
            }
        }
    }
}

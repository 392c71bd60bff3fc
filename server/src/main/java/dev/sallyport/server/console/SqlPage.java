package dev.sallyport.server.console;

import dev.sallyport.server.activity.SavedStatements.Saved;
import dev.sallyport.server.activity.StatementRun;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the imported tables of a data server.
 *
 * @param server the data server that is chosen; empty for none
 * @param servers the names to choose from
 * @param tables some of what can be asked: the names of its imported tables
 * @param id by which the next statement can be cancelled while it runs
 * @param sql the statement as it was typed
 * @param explained whether the rows explain the statement
 * @param rows what it answered; null where nothing has run
 * @param shownBefore how many rows of it were shown before these
 * @param history the person's latest statements
 * @param saved the person's saved statements
 * @param running the person's statements that run now
 * @param alert what is wrong; null for nothing
 */
public record SqlPage(
        String server,
        List<String> servers,
        List<String> tables,
        String id,
        String sql,
        boolean explained,
        QueryRuns.@Nullable Rows rows,
        long shownBefore,
        List<StatementRun> history,
        List<Saved> saved,
        List<QueryRuns.Running> running,
        @Nullable Alert alert)
        implements Page {
    /** By which the rows that are left can be read on, or given up; empty if there are none. */
    public String open() {
        return rows != null && rows.more() ? rows.id() : "";
    }

    /** How many rows there are to see. */
    public int shown() {
        return rows == null ? 0 : rows.rows().size();
    }

    /** Which rows there are to see, in words. */
    public String standing() {
        String which = shownBefore == 0
                ? Counted.of(shown(), "row")
                : shown() == 0 ? "No more rows" : "Rows " + (shownBefore + 1) + " to " + (shownBefore + shown());
        return which + (open().isEmpty() ? "." : ", and there are more.");
    }

    /** The rows as a drawing, where they are two columns and the second has numbers. */
    public Optional<Plot> plot() {
        return rows == null || explained ? Optional.empty() : PlotOfRows.of(rows);
    }

    @Override
    public String template() {
        return "sql.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

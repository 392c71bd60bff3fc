package dev.sallyport.server.console;

import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the imported tables of a data server.
 *
 * @param server the data server that is chosen; empty for none
 * @param servers the names to choose from
 * @param tables what can be asked: the names of its imported tables
 * @param sql the statement as it was typed
 * @param explained whether the rows explain the statement
 * @param rows what it answered; null where nothing has run
 * @param alert what is wrong; null for nothing
 */
public record SqlPage(
        String server,
        List<String> servers,
        List<String> tables,
        String sql,
        boolean explained,
        QueryRuns.@Nullable Rows rows,
        @Nullable Alert alert)
        implements Page {
    /** By which the rows that are left can be read on, or given up; empty if there are none. */
    public String open() {
        return rows != null && rows.more() ? rows.id() : "";
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

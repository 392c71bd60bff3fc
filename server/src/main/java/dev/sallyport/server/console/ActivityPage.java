package dev.sallyport.server.console;

import dev.sallyport.server.activity.StatementRun;
import dev.sallyport.server.web.Page;
import java.util.List;

/**
 * What the server has done of late.
 *
 * @param days whether the calls are shown by day; else by hour
 * @param calls to the orgs
 * @param slowest statements, for administrators
 * @param failed statements, for administrators
 */
public record ActivityPage(boolean days, Plot calls, List<StatementRun> slowest, List<StatementRun> failed)
        implements Page {
    @Override
    public String template() {
        return "activity.jte";
    }
}

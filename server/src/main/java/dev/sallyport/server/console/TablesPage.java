package dev.sallyport.server.console;

import dev.sallyport.catalog.ImportedTables;
import dev.sallyport.server.administration.TableImports;
import dev.sallyport.server.job.Job;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The imported tables of a data server.
 *
 * @param server the data server's name
 * @param search what was looked for in names and labels; empty for all
 * @param offset how many of what was found are before those that are shown
 * @param found those that are shown, and how many there are in all
 * @param underWay imports that were asked for and have not ended, at whichever node
 * @param imported what the import that has just run did; null for none
 * @param alert what came of the last change; null for nothing
 */
public record TablesPage(
        String server,
        String search,
        int offset,
        ImportedTables.Found found,
        List<TableImports.ImportJob> underWay,
        TableImports.@Nullable Result imported,
        @Nullable Alert alert)
        implements Page {
    /** How many are shown at once. */
    static final int MOST = 200;

    /** Whether nothing is imported. */
    public boolean isEmpty() {
        return search.isBlank() && found.total() == 0;
    }

    /** Which of them are shown, and the ways to the others. */
    public Pager pager() {
        return new Pager("/data-servers/" + server + "/tables", search, offset, MOST, found.total());
    }

    /** What an import changed, a line each. */
    public static List<String> changes(TableImports.Result imported) {
        return DriftLines.of(imported.drift());
    }

    /** How far an import is that has not ended, in words. */
    public static String standing(TableImports.ImportJob job) {
        return job.progress() == null ? "Waiting for its turn" : step(job.progress());
    }

    /** What came of an import that has no result. */
    static Alert ended(TableImports.ImportJob job) {
        if (job.problem() != null) {
            String advice = job.problem().advice();
            return Alert.bad(job.problem().detail(), advice == null ? "" : advice);
        }
        return job.state() == Job.State.CANCELLED
                ? Alert.good("The import was cancelled. Nothing of it is stored.")
                : Alert.bad("This server is ending, and another goes on with the import.", "Load the page again.");
    }

    /** How far an import has come, in words. */
    public static String step(TableImports.Progress progress) {
        return switch (progress.phase()) {
            case "reading" -> "Reading the org";
            case "compared" ->
                Counted.of(progress.tables(), "table") + " read and compared, with "
                        + Counted.of(progress.calls(), "API call");
            default -> "Storing " + Counted.of(progress.tables(), "table");
        };
    }

    @Override
    public String template() {
        return "tables.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

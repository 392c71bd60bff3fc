package dev.sallyport.server.console;

import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.server.administration.TableImports;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The imported tables of a data server.
 *
 * @param server the data server's name
 * @param search what was looked for in names and labels; empty for all
 * @param tables those that were found, at most {@link #MOST}
 * @param found how many were found
 * @param imported what the import that has just run did; null for none
 * @param alert what came of the last change; null for nothing
 */
public record TablesPage(
        String server,
        String search,
        List<ImportedTable> tables,
        int found,
        TableImports.@Nullable Result imported,
        @Nullable Alert alert)
        implements Page {
    /** Longer lists are narrowed down by a search: nobody reads on in one of ten thousand. */
    static final int MOST = 200;

    /** Whether some of what was found is not shown. */
    public boolean isCut() {
        return found > tables.size();
    }

    /** What an import changed, a line each. */
    public static List<String> changes(TableImports.Result imported) {
        return DriftLines.of(imported.drift());
    }

    /** How far an import has come, in words. */
    public static String step(TableImports.Progress progress) {
        return switch (progress.phase()) {
            case "reading" -> "Reading the org";
            case "compared" -> progress.tables() + " tables read and compared, with " + progress.calls() + " API calls";
            default -> "Storing " + progress.tables() + " tables";
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

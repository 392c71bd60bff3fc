package dev.sallyport.server.console;

import dev.sallyport.server.administration.TableImports.RemoteTable;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The org's tables, to choose from.
 *
 * @param server the data server's name
 * @param search what was looked for in names and labels; empty for all
 * @param tables those that were found, at most {@link TablesPage#MOST}
 * @param found how many were found
 * @param anyImported whether an import that names none has some to read again
 * @param chosen the names that are ticked
 * @param preview what importing them would change, a line each; null where nobody has asked
 * @param alert what is wrong; null for nothing
 */
public record ImportPage(
        String server,
        String search,
        List<RemoteTable> tables,
        int found,
        boolean anyImported,
        Set<String> chosen,
        @Nullable List<String> preview,
        @Nullable Alert alert)
        implements Page {
    /** Whether some of what was found is not shown. */
    public boolean isCut() {
        return found > tables.size();
    }

    /** Ticked tables that the search does not show: they stay ticked. */
    public List<String> chosenElsewhere() {
        return chosen.stream()
                .filter(name -> tables.stream().noneMatch(table -> table.name().equals(name)))
                .sorted()
                .toList();
    }

    @Override
    public String template() {
        return "import.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

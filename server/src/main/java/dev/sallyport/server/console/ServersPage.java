package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data servers.
 *
 * @param search what was looked for; empty for all
 * @param servers those that were found, by name
 * @param alert what came of the last change; null for nothing
 */
public record ServersPage(
        String search, List<Row> servers, @Nullable Alert alert) implements Page {
    /**
     * A data server in the list.
     *
     * @param name its name
     * @param type such as {@code Salesforce}
     * @param securityProvider its provider's name; empty where it needs none
     * @param address where it is
     * @param tables how many are imported
     */
    public record Row(String name, String type, String securityProvider, String address, int tables) {}

    @Override
    public String template() {
        return "servers.jte";
    }
}

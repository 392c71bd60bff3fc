package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The security providers, in the guide's two panels.
 *
 * @param search what was looked for; empty for all
 * @param userAuthentication those that sign people in
 * @param dataSourceAuthentication those that authorise requests to data sources
 * @param alert what came of the last change; null for nothing
 */
public record ProvidersPage(
        String search,
        List<Row> userAuthentication,
        List<Row> dataSourceAuthentication,
        @Nullable Alert alert) implements Page {
    /**
     * A provider in a panel.
     *
     * @param name its name
     * @param type such as {@code OAuth}
     * @param grant such as {@code Client Credentials}; empty where there is none
     * @param enabled whether it may be used
     */
    public record Row(String name, String type, String grant, boolean enabled) {}

    @Override
    public String template() {
        return "providers.jte";
    }
}

package dev.sallyport.server.console;

import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A data server's form, and Test Connection.
 *
 * @param form what it shows
 * @param version that of the state that it shows; 0 for a new server
 * @param securityProviders the names to choose from
 * @param checks what the test has just found; empty where none has run
 * @param alert what came of the last change; null for nothing
 */
public record ServerPage(
        ServerForm form,
        long version,
        List<String> securityProviders,
        List<Check> checks,
        @Nullable Alert alert) implements Page {
    /** Whether it is a new data server. */
    public boolean isNew() {
        return version == 0;
    }

    /** How a check ended, as the name of its colour. */
    public String outcome(Check check) {
        return check.outcome().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String template() {
        return "server.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

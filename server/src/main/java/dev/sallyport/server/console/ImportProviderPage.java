package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * Import Provider.
 *
 * @param alert why the last one was refused; null for nothing. What was pasted is not shown again: it may hold secrets
 */
public record ImportProviderPage(@Nullable Alert alert) implements Page {
    @Override
    public String template() {
        return "importProvider.jte";
    }

    @Override
    public int status() {
        return alert == null ? 200 : 400;
    }
}

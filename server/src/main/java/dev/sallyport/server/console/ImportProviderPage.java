package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * Import Provider.
 *
 * @param document what was pasted; empty where there are secrets in it that anybody could read
 * @param alert why the last one was refused; null for nothing
 */
public record ImportProviderPage(String document, @Nullable Alert alert) implements Page {
    @Override
    public String template() {
        return "importProvider.jte";
    }

    @Override
    public int status() {
        return alert == null ? 200 : 400;
    }

    /** Without the document. */
    @Override
    public String toString() {
        return "ImportProviderPage";
    }
}

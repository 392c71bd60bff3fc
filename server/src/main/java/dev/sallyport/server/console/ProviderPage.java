package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's form.
 *
 * @param form what it shows
 * @param version that of the state that it shows; 0 for a new provider
 * @param secretIsSet whether there is a client secret
 * @param editable whether the form can show all of it; what other types have is changed by the API
 * @param warnings what works and is unwise
 * @param signInPath the end of the callback URL
 * @param alert what came of the last change; null for nothing
 */
public record ProviderPage(
        ProviderForm form,
        long version,
        boolean secretIsSet,
        boolean editable,
        List<String> warnings,
        String signInPath,
        @Nullable Alert alert)
        implements Page {
    /** Whether it is a new provider. */
    public boolean isNew() {
        return version == 0;
    }

    @Override
    public String template() {
        return "provider.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

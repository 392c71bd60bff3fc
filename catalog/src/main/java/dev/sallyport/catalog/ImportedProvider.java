package dev.sallyport.catalog;

import dev.sallyport.auth.SecurityProvider;
import java.util.List;

/**
 * What became of a provider document.
 *
 * @param provider the provider
 * @param notes what was left out, and what to look at before the provider is enabled: a sentence each
 */
public record ImportedProvider(SecurityProvider provider, List<String> notes) {
    public ImportedProvider {
        notes = List.copyOf(notes);
    }
}

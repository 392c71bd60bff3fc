package dev.sallyport.server.console;

import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.administration.Examinations;
import dev.sallyport.server.web.Alert;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what a stored provider's page shows. */
@Component
class ProviderPages {
    private final Catalog catalog;
    private final Clock clock;

    ProviderPages(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    ProviderPage of(Versioned<SecurityProvider> stored, @Nullable Alert alert) {
        return page(stored, ProviderIntoForm.of(stored.value()), List.of(), null, FormErrors.NONE, alert);
    }

    /** With a form that cannot be. */
    ProviderPage refused(Versioned<SecurityProvider> stored, ProviderForm typed, FormErrors errors, Alert alert) {
        return page(stored, typed, List.of(), null, errors, alert);
    }

    ProviderPage imported(Versioned<SecurityProvider> stored, List<String> notes, Alert alert) {
        return page(stored, ProviderIntoForm.of(stored.value()), notes, null, FormErrors.NONE, alert);
    }

    ProviderPage examined(Versioned<SecurityProvider> stored, Examinations.Report report) {
        return page(stored, ProviderIntoForm.of(stored.value()), List.of(), report, FormErrors.NONE, null);
    }

    private ProviderPage page(
            Versioned<SecurityProvider> stored,
            ProviderForm form,
            List<String> notes,
            Examinations.@Nullable Report report,
            FormErrors errors,
            @Nullable Alert alert) {
        SecurityProvider provider = stored.value();
        Instant now = clock.instant();
        List<TokensPage.Row> tokens = catalog.tokens().list().stream()
                .filter(token -> token.metadata().key().provider().equals(provider.name()))
                .map(token -> TokensPage.Row.of(token, now))
                .toList();
        return new ProviderPage(
                form,
                stored.version(),
                FormIntoDocument.secretStates(provider),
                provider.warnings(),
                notes,
                tokens,
                report,
                errors,
                alert);
    }
}

package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Revocation;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.TokenAdministration;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tokens of all providers. */
@Controller
@RequestMapping("/tokens")
class TokensController {
    private final Catalog catalog;
    private final TokenAdministration administration;
    private final Clock clock;

    TokensController(Catalog catalog, TokenAdministration administration, Clock clock) {
        this.catalog = catalog;
        this.administration = administration;
        this.clock = clock;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Page list() {
        return list(null);
    }

    @Needs(Role.EDITOR)
    @PostMapping("/revoke")
    Page revoke(@RequestParam String provider, @RequestParam(defaultValue = "") String user) {
        try {
            return list(told(administration.revoke(provider, user)));
        } catch (SallyportException e) {
            return list(Alert.of(e));
        }
    }

    private Page list(@Nullable Alert alert) {
        Instant now = clock.instant();
        return new TokensPage(
                catalog.tokens().list().stream()
                        .map(token -> TokensPage.Row.of(token, now))
                        .toList(),
                alert);
    }

    private static Alert told(Revocation revocation) {
        return switch (revocation.outcome()) {
            case ENDED -> Alert.good("Ended at the server and forgotten here.");
            case NO_ENDPOINT ->
                Alert.bad(
                        "Forgotten here; the provider has no Revocation Endpoint to end it at.",
                        "Fill it in for the next one. In Salesforce it ends under Setup > Connected Apps OAuth Usage.");
            case FAILED ->
                Alert.bad(
                        "Forgotten here, but the server did not end it: " + revocation.detail(),
                        "In Salesforce it ends under Setup > Connected Apps OAuth Usage.");
            case NOTHING_TO_END -> Alert.good("There was only a refusal, which is forgotten.");
        };
    }
}

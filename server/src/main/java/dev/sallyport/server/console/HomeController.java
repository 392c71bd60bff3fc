package dev.sallyport.server.console;

import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.catalog.StoredToken;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.ConnectionTests;
import dev.sallyport.server.console.HomePage.ServerState;
import dev.sallyport.server.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Home. */
@Controller
class HomeController {
    private final Catalog catalog;
    private final ConnectionTests tests;
    private final Clock clock;

    HomeController(Catalog catalog, ConnectionTests tests, Clock clock) {
        this.catalog = catalog;
        this.tests = tests;
        this.clock = clock;
    }

    @Needs(Role.VIEWER)
    @GetMapping("/")
    Page home() {
        Map<TokenKey, StoredToken> tokens = catalog.tokens().list().stream()
                .collect(Collectors.toMap(token -> token.metadata().key(), Function.identity()));
        Map<String, SecurityProvider> providers = catalog.providers().list().stream()
                .collect(Collectors.toMap(SecurityProvider::name, Function.identity()));
        Map<String, ConnectionTests.Last> lastTests = tests.last();
        Map<String, Integer> tables = catalog.tables().counts();
        List<ServerState> servers = catalog.servers().list().stream()
                .map(server -> state(
                        server,
                        provider(server).map(providers::get),
                        provider(server).map(TokenKey::ofClient).map(tokens::get),
                        tables.getOrDefault(server.name(), 0),
                        Optional.ofNullable(lastTests.get(server.name()))))
                .toList();
        return new HomePage(servers);
    }

    private static Optional<String> provider(DataServer server) {
        return server instanceof SalesforceServer org ? Optional.of(org.securityProvider()) : Optional.empty();
    }

    private ServerState state(
            DataServer server,
            Optional<SecurityProvider> provider,
            Optional<StoredToken> token,
            int tables,
            Optional<ConnectionTests.Last> last) {
        return new ServerState(
                server.name(),
                server.address(),
                provider(server).orElse(""),
                provider.filter(SecurityProvider::enabled).isPresent(),
                token.map(kept -> kept.metadata().issuedAt())
                        .map(issued -> "issued " + Ago.of(issued, now()))
                        .orElse("none"),
                tables,
                last.map(test -> test.outcome().name().toLowerCase(Locale.ROOT)).orElse("none"),
                last.map(test -> Ago.of(test.at(), now()) + ": " + test.detail())
                        .orElse(""),
                last.map(ConnectionTests.Last::limits).orElse("unknown"));
    }

    private Instant now() {
        return clock.instant();
    }
}

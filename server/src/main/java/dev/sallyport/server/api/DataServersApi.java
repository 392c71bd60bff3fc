package dev.sallyport.server.api;

import static dev.sallyport.server.api.SecurityProvidersApi.required;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.DataServerType;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.ConnectionTests;
import dev.sallyport.server.administration.ServerAdministration;
import dev.sallyport.server.web.ProgressStreams;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The data servers, and Test Connection. */
@RestController
@RequestMapping("/api/v1/data-servers")
class DataServersApi {
    private final Catalog catalog;
    private final ServerAdministration administration;
    private final ConnectionTests tests;
    private final ProgressStreams streams;

    DataServersApi(
            Catalog catalog, ServerAdministration administration, ConnectionTests tests, ProgressStreams streams) {
        this.catalog = catalog;
        this.administration = administration;
        this.tests = tests;
        this.streams = streams;
    }

    /** A data server. */
    record ServerShown(
            String name,
            String type,
            @Nullable String securityProvider,
            @Nullable String oauthServerUrl,
            @Nullable DatabaseShown database,
            @Nullable LastTest lastTest) {}

    /** What a data server of type JDBC has; its password is never shown. */
    record DatabaseShown(String jdbcUrl, String user, boolean passwordSet, List<String> schemas) {
        static DatabaseShown of(JdbcServer server) {
            return new DatabaseShown(server.url(), server.user(), server.password() != null, server.schemas());
        }
    }

    /** The same as it is given; without a password, the one that is kept stays. */
    record DatabaseGiven(
            @Nullable String jdbcUrl,
            @Nullable String user,
            @Nullable String password,
            @Nullable List<String> schemas) {
        JdbcServer named(String name) {
            return new JdbcServer(
                    name,
                    required(jdbcUrl, "database.jdbcUrl"),
                    required(user, "database.user"),
                    password == null || password.isBlank() ? null : Secret.of(password),
                    schemas == null ? List.of() : schemas);
        }

        /** Without its values: there is a secret among them. */
        @Override
        public String toString() {
            return "DatabaseGiven";
        }
    }

    /** How its last Test Connection went. */
    record LastTest(
            Instant at,
            String outcome,
            String detail,
            @Nullable String limits) {}

    /** What a data server is to be; its type is {@code Salesforce} where nothing else is said. */
    record ServerGiven(
            @Nullable String name,
            @Nullable String type,
            @Nullable String securityProvider,
            @Nullable String oauthServerUrl,
            @Nullable DatabaseGiven database) {}

    /** What a data server is to become; its type stays. */
    record ServerChanged(
            @Nullable String securityProvider,
            @Nullable String oauthServerUrl,
            @Nullable DatabaseGiven database) {}

    /** A check of Test Connection. */
    record CheckShown(
            String step,
            String outcome,
            String detail,
            @Nullable String advice,
            long millis) {
        static CheckShown of(Check check) {
            return new CheckShown(
                    check.step().label(),
                    word(check.outcome()),
                    check.detail(),
                    check.advice(),
                    check.duration().toMillis());
        }
    }

    /** How Test Connection went. */
    record TestResult(boolean passed, List<CheckShown> checks) {
        static TestResult of(List<Check> checks) {
            return new TestResult(
                    checks.stream().noneMatch(check -> check.outcome() == Outcome.FAILED),
                    checks.stream().map(CheckShown::of).toList());
        }
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Slice<ServerShown> list(
            @RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        Map<String, ConnectionTests.Last> lastTests = tests.last();
        return Slice.of(catalog.servers().list(), offset, limit, server -> shown(server, lastTests));
    }

    @Needs(Role.VIEWER)
    @GetMapping("/{name}")
    ResponseEntity<ServerShown> get(@PathVariable String name) {
        return answer(HttpStatus.OK, catalog.servers().getVersioned(name));
    }

    @Needs(Role.EDITOR)
    @PostMapping
    ResponseEntity<ServerShown> create(@RequestBody ServerGiven given) {
        String type = given.type() == null ? DataServerType.SALESFORCE.label() : given.type();
        DataServer server = server(
                required(given.name(), "name"),
                type(type),
                given.securityProvider(),
                given.oauthServerUrl(),
                given.database());
        return answer(HttpStatus.CREATED, administration.create(server));
    }

    @Needs(Role.EDITOR)
    @PutMapping("/{name}")
    ResponseEntity<ServerShown> update(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ServerChanged changed) {
        long version = EntityTag.required(ifMatch, () -> version(name));
        DataServer before = catalog.servers().get(name);
        DataServer server =
                server(name, before.type(), changed.securityProvider(), changed.oauthServerUrl(), changed.database());
        return answer(HttpStatus.OK, administration.update(server, version));
    }

    @Needs(Role.EDITOR)
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String name, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        administration.delete(name, EntityTag.optional(ifMatch, () -> version(name)));
    }

    private long version(String name) {
        return catalog.servers().getVersioned(name).version();
    }

    @Needs(Role.EDITOR)
    @PostMapping(path = "/{name}/test", produces = MediaType.APPLICATION_JSON_VALUE)
    TestResult test(@PathVariable String name, Principal whose) {
        return TestResult.of(tests.prepare(name, whose.getName()).run(check -> {}));
    }

    @Needs(Role.EDITOR)
    @PostMapping(path = "/{name}/test", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter watchTest(@PathVariable String name, Principal whose) {
        ConnectionTests.Prepared prepared = tests.prepare(name, whose.getName());
        return streams.open(
                progress -> TestResult.of(prepared.run(check -> progress.event("check", CheckShown.of(check)))));
    }

    private ResponseEntity<ServerShown> answer(HttpStatus status, Versioned<DataServer> stored) {
        return EntityTag.with(status, stored.version(), shown(stored.value(), tests.last()));
    }

    private static ServerShown shown(DataServer server, Map<String, ConnectionTests.Last> lastTests) {
        return new ServerShown(
                server.name(),
                server.type().label(),
                server instanceof SalesforceServer org ? org.securityProvider() : null,
                server instanceof SalesforceServer org ? org.oauthServerUrl().toString() : null,
                server instanceof JdbcServer database ? DatabaseShown.of(database) : null,
                Optional.ofNullable(lastTests.get(server.name()))
                        .map(last -> new LastTest(last.at(), word(last.outcome()), last.detail(), last.limits()))
                        .orElse(null));
    }

    private static DataServer server(
            String name,
            DataServerType type,
            @Nullable String securityProvider,
            @Nullable String oauthServerUrl,
            @Nullable DatabaseGiven database) {
        return switch (type) {
            case SALESFORCE ->
                new SalesforceServer(
                        name,
                        required(securityProvider, "securityProvider"),
                        OAuthServerUrl.parse(required(oauthServerUrl, "oauthServerUrl")));
            case JDBC -> required(database, "database").named(name);
        };
    }

    private static DataServerType type(String name) {
        return Arrays.stream(DataServerType.values())
                .filter(type -> type.label().equals(name) || type.guideName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ServerException(
                        ServerException.Reason.INVALID,
                        "There is no such type of data server.",
                        "Let type be " + DataServerType.SALESFORCE.label() + " or " + DataServerType.JDBC.label()
                                + ", or leave it out."));
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}

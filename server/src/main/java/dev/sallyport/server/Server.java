package dev.sallyport.server;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.flight.FlightException;
import dev.sallyport.server.account.SetUp;
import dev.sallyport.server.flight.FlightDoor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * A running server: REST API and console over one catalogue.
 *
 * <pre>{@code
 * try (Server server = Server.start(ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0))) {
 *     server.setUpLink().ifPresent(System.out::println);
 * }
 * }</pre>
 */
public final class Server implements AutoCloseable {
    private final ServerOptions options;
    private final Catalog catalog;
    private final ConfigurableApplicationContext context;
    private final URI address;

    private Server(ServerOptions options, Catalog catalog, ConfigurableApplicationContext context, URI address) {
        this.options = options;
        this.catalog = catalog;
        this.context = context;
        this.address = address;
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @throws dev.sallyport.catalog.CatalogException if the catalogue cannot be opened
     * @throws ServerException if the port cannot be had, or Flight SQL not be offered as it is wanted
     */
    public static Server start(ServerOptions options) {
        return start(options, Clock.systemUTC());
    }

    /**
     * Starts a server.
     *
     * @param clock what sessions, tokens and the audit trail are dated by
     */
    static Server start(ServerOptions options, Clock clock) {
        // While Spring looks for its beans: the one waits for disks, the other does not.
        CompletableFuture<Catalog> catalog =
                CompletableFuture.supplyAsync(() -> Catalog.open(options.catalog(), clock));
        try {
            ConfigurableApplicationContext context = run(options, catalog, clock);
            return new Server(options, catalog.join(), context, address(options, context));
        } catch (RuntimeException e) {
            throw ended(catalog, e);
        }
    }

    /** Why it does not start, once the catalogue is closed: the catalogue's own failure, if it was never open. */
    private static RuntimeException ended(CompletableFuture<Catalog> catalog, RuntimeException failure) {
        try {
            catalog.join().close();
        } catch (CompletionException e) {
            return e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return told(failure);
    }

    /** A taken port, or why Flight SQL does not start, by its own words, however deep it lies; everything else as it is. */
    private static RuntimeException told(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return new ServerException(
                        ServerException.Reason.PORT,
                        "The port " + taken.getPort() + " on this machine is taken.",
                        "End the program that has it, or name another by --port.",
                        failure);
            }
            // Spring has wrapped it on its way through the beans.
            if (cause instanceof FlightException told) {
                ServerException.Reason reason = told.reason() == FlightException.Reason.PORT
                        ? ServerException.Reason.PORT
                        : ServerException.Reason.INVALID;
                return new ServerException(reason, told.getMessage(), told.advice(), failure);
            }
        }
        return failure;
    }

    private static ConfigurableApplicationContext run(
            ServerOptions options, CompletableFuture<Catalog> catalog, Clock clock) {
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.setEnvironment(environment(options));
        // They would read configuration files of the working folder and set up the process's logging.
        application.setListeners(List.of());
        application.addInitializers(started -> {
            GenericApplicationContext beans = (GenericApplicationContext) started;
            beans.registerBean(Catalog.class, catalog::join, definition -> definition.setDestroyMethodName(""));
            beans.registerBean(Clock.class, () -> clock);
            beans.registerBean(ServerOptions.class, () -> options);
        });
        return application.run();
    }

    /** What the options say and nothing else: no variable and no file of the machine changes the server unseen. */
    private static StandardServletEnvironment environment(ServerOptions options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", options.port());
        properties.put("server.address", options.bindAddress().getHostAddress());
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        properties.put("server.forward-headers-strategy", options.overTls() ? "native" : "none");
        properties.put("server.tomcat.max-http-form-post-size", "2MB");
        // Pages and data, not events: those go out one by one. What a page keeps secret, its CSRF token, is masked anew
        // each time.
        properties.put("server.compression.enabled", true);
        properties.put("spring.web.resources.cache.cachecontrol.max-age", "1h");
        // What a request leaves out is false or nothing.
        properties.put("spring.jackson.deserialization.fail-on-null-for-primitives", false);
        properties.put("springdoc.api-docs.enabled", true);
        properties.put("springdoc.api-docs.path", "/api/openapi");
        properties.put("springdoc.paths-to-match", "/api/v1/**");
        properties.put("management.endpoints.web.exposure.include", "health,prometheus");
        properties.put("management.endpoint.health.probes.enabled", true);
        properties.put("management.endpoint.health.group.readiness.include", "readinessState,catalog");
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource("options", properties));
        return environment;
    }

    private static URI address(ServerOptions options, ConfigurableApplicationContext context) {
        if (options.overTls()) {
            return options.catalog().url();
        }
        return address("http", options, listeningPort(context));
    }

    private static URI address(String scheme, ServerOptions options, int port) {
        String host = options.bindAddress().isLoopbackAddress()
                ? "localhost"
                : options.bindAddress().getHostAddress();
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static int listeningPort(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /** The port that it listens on. */
    public int port() {
        return listeningPort(context);
    }

    /** Where clients of Flight SQL find it, such as {@code grpc+tls://10.0.0.7:8815}; empty if it is not offered. */
    public Optional<URI> flightAddress() {
        return Optional.ofNullable(options.flight()).map(flight -> {
            String scheme = flight.certificate() == null ? "grpc" : "grpc+tls";
            return address(
                    scheme, options, context.getBean(FlightDoor.class).port().orElseThrow());
        });
    }

    /** Where people open it, such as {@code http://localhost:8088}. */
    public URI address() {
        return address;
    }

    /** Where the first administrator is made; works once. Empty once there has been one. */
    public Optional<URI> setUpLink() {
        return context.getBean(SetUp.class)
                .token()
                .map(token -> URI.create(address + "/setup?token=" + token.reveal()));
    }

    /**
     * The same, for somebody who is to see a certain page after logging in.
     *
     * @param next the page's path, such as {@code /data-servers}
     */
    public Optional<URI> setUpLink(String next) {
        return setUpLink().map(link -> URI.create(link + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
    }

    /** Takes no more requests, lets those under way end, and gives the catalogue back. Closing twice does no harm. */
    @Override
    public void close() {
        context.close();
        catalog.close();
    }
}

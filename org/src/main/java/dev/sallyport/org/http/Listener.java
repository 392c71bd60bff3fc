package dev.sallyport.org.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.tls.TlsIdentity;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP or HTTPS server on one port. */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Salesforce takes 16,384 bytes of request line and headers, which bounds a query sent by GET. */
    private static final int LONGEST_REQUEST_HEAD = 16_384;

    /** Nobody here pays for bytes, and clients wait for the processor. */
    private static final CompressionStrategy FASTEST_GZIP =
            new CompressionStrategy(null, new Gzip(Deflater.BEST_SPEED));

    private final Javalin server;
    private final Binding binding;

    private Listener(Javalin server, Binding binding) {
        this.server = server;
        this.binding = binding;
    }

    /**
     * Binds and starts answering.
     *
     * @param traffic is told of every request
     * @param errors writes what an endpoint refused, and what no endpoint was found for
     * @param routes adds the endpoints
     */
    public static Listener start(Binding binding, Traffic traffic, ErrorWriter errors, Consumer<RoutesConfig> routes) {
        Subrequests subrequests = new Subrequests();
        Javalin server = Javalin.create(config -> {
            configureServer(config);
            config.jetty.addConnector((jetty, http) -> connector(jetty, http, binding));
            config.jetty.modifyServletContextHandler(context ->
                    context.addFilter(new FilterHolder(new Wire(traffic)), "/*", EnumSet.of(DispatcherType.REQUEST)));
            config.requestLogger.http((context, milliseconds) ->
                    LOG.debug("{} {} -> {}", context.method(), context.path(), context.statusCode()));
            config.routes.before(subrequests::offerTo);
            new Refusals(errors).addTo(config);
            routes.accept(config.routes);
        });
        subrequests.use(server.javalinServlet());
        return new Listener(server.start(), binding);
    }

    private static void configureServer(JavalinConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(200, 2);
        threads.setName("org");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(jetty -> {
            jetty.setStopAtShutdown(false);
            jetty.setErrorHandler(new UnreadableRequests());
        });
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(LONGEST_REQUEST_HEAD);
            http.setSendServerVersion(false);
        });
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        // RequestBody bounds bodies, each as Salesforce does.
        config.http.maxRequestSize = Long.MAX_VALUE;
        config.http.compressionStrategy = FASTEST_GZIP;
        config.router.treatMultipleSlashesAsSingleSlash = true;
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
    }

    private static ServerConnector connector(Server jetty, HttpConfiguration http, Binding binding) {
        TlsIdentity identity = binding.tls();
        ServerConnector connector = identity == null
                ? new ServerConnector(jetty, new HttpConnectionFactory(http))
                : new ServerConnector(jetty, encrypted(identity, http));
        connector.setHost(binding.address().getHostAddress());
        connector.setPort(binding.port());
        return connector;
    }

    private static ConnectionFactory[] encrypted(TlsIdentity identity, HttpConfiguration http) {
        // Clients reach the org under names that the certificate does not have, such as those of a container.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(identity.keyStore());
        tls.setKeyStorePassword(TlsIdentity.TRUST_STORE_PASSWORD);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        return new ConnectionFactory[] {new SslConnectionFactory(tls, plain.getProtocol()), plain};
    }

    /** The server's root, such as {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return binding.uri(server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}

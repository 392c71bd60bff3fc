package dev.sallyport.org.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on a port of the loopback interface; nothing outside the machine can reach it. */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final String LOOPBACK = "127.0.0.1";

    /** Salesforce takes 16,384 bytes of request line and headers, which bounds a query sent by GET. */
    private static final int LONGEST_REQUEST_HEAD = 16_384;

    private final Javalin server;

    private Listener(Javalin server) {
        this.server = server;
    }

    /**
     * Binds and starts answering.
     *
     * @param port the port, or 0 for a free one
     * @param traffic is told of every request
     * @param errors writes what an endpoint refused, and what no endpoint was found for
     * @param routes adds the endpoints
     */
    public static Listener start(int port, Traffic traffic, ErrorWriter errors, Consumer<RoutesConfig> routes) {
        Javalin server = Javalin.create(config -> {
            configureServer(config);
            config.requestLogger.http((context, milliseconds) -> {
                traffic.answered(context);
                LOG.debug("{} {} -> {}", context.method(), context.path(), context.statusCode());
            });
            config.routes.before(traffic::arrived);
            config.routes.exception(ApiException.class, (refused, context) -> errors.write(context, refused.error()));
            config.routes.exception(
                    HttpResponseException.class,
                    (refused, context) -> errors.write(context, unrouted(context, refused)));
            config.routes.exception(Exception.class, (failure, context) -> {
                LOG.error("{} {} failed", context.method(), context.path(), failure);
                errors.write(context, new ApiError(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."));
            });
            routes.accept(config.routes);
        });
        return new Listener(server.start(LOOPBACK, port));
    }

    private static void configureServer(JavalinConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(200, 2);
        threads.setName("org");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(jetty -> jetty.setStopAtShutdown(false));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(LONGEST_REQUEST_HEAD);
            http.setSendServerVersion(false);
        });
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.http.compressionStrategy = CompressionStrategy.GZIP;
        config.router.treatMultipleSlashesAsSingleSlash = true;
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
    }

    private static ApiError unrouted(Context context, HttpResponseException refused) {
        if (refused.getStatus() != 405) {
            return new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
        }
        Map<String, String> details = refused.getDetails();
        String allowed = details.getOrDefault("availableMethods", "GET").replace(" ", "");
        return new ApiError(
                405,
                "METHOD_NOT_ALLOWED",
                "HTTP Method '" + context.method() + "' not allowed. Allowed are " + allowed);
    }

    /** The server's root, such as {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return URI.create("http://" + LOOPBACK + ":" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}

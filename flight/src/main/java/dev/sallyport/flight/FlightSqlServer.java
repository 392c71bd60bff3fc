package dev.sallyport.flight;

import dev.sallyport.flight.FlightException.Reason;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.auth.ServerAuthHandler;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Flight SQL endpoint. */
public final class FlightSqlServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LAST_GRACE = Duration.ofSeconds(10);

    /** A statement's text, or a batch of parameters. */
    private static final int LONGEST_MESSAGE = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FlightSqlServer.class);

    private final Server server;
    private final Streams streams;
    private final HeldStatements statements;
    private final ExecutorService calls;
    private final BufferAllocator allocator;
    private boolean closed;

    private FlightSqlServer(
            Server server,
            Streams streams,
            HeldStatements statements,
            ExecutorService calls,
            BufferAllocator allocator) {
        this.server = server;
        this.streams = streams;
        this.statements = statements;
        this.calls = calls;
        this.allocator = allocator;
    }

    /**
     * Starts an endpoint; when this returns it answers.
     *
     * @param address to listen on
     * @param clock what sessions age by
     * @throws FlightException if it cannot be reached safely, its certificate cannot be read, its port cannot be had, or
     *     Java does not let it work
     */
    @SuppressWarnings("deprecation") // The handler that lets all pass: the guard has looked before.
    public static FlightSqlServer start(FlightOptions options, InetAddress address, Gate gate, InstantSource clock) {
        requireSafe(options, address);
        requireOpenMemory();
        BufferAllocator allocator = new RootAllocator();
        ExecutorService calls = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sallyport-flight");
            thread.setDaemon(true);
            return thread;
        });
        HeldStatements statements = new HeldStatements(clock);
        Streams streams = new Streams(statements, allocator, options.patience());
        CallGuard guard = new CallGuard(gate, new Sessions(clock), statements);
        SqlProducer producer = new SqlProducer(statements, streams, guard, allocator);
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(address, options.port()))
                    .executor(calls)
                    .maxInboundMessageSize(LONGEST_MESSAGE)
                    .addService(
                            FlightGrpcUtils.createFlightService(allocator, producer, ServerAuthHandler.NO_OP, calls))
                    .intercept(guard);
            secure(builder, options.certificate());
            return new FlightSqlServer(builder.build().start(), streams, statements, calls, allocator);
        } catch (IOException e) {
            calls.shutdownNow();
            allocator.close();
            throw new FlightException(
                    Reason.PORT,
                    "The port " + options.port() + " on this machine cannot be had for Flight SQL.",
                    "End the program that has it, or name another by --flight-port.",
                    e);
        } catch (RuntimeException e) {
            calls.shutdownNow();
            allocator.close();
            throw e;
        }
    }

    private static void requireSafe(FlightOptions options, InetAddress address) {
        if (options.certificate() == null && !options.withoutTls() && !address.isLoopbackAddress()) {
            throw new FlightException(
                    Reason.START,
                    "Other machines can reach " + address.getHostAddress()
                            + ", and over Flight SQL passwords and rows would cross the network in the clear.",
                    "Name a certificate by --flight-certificate and --flight-key, or, where TLS ends in front of this"
                            + " server, say --flight-without-tls.");
        }
    }

    private static void requireOpenMemory() {
        if (!ByteBuffer.class.getModule().isOpen("java.nio", RootAllocator.class.getModule())) {
            throw new FlightException(
                    Reason.START,
                    "Java does not open java.nio to Arrow, without which there is no Flight SQL.",
                    "Start Java with --add-opens=java.base/java.nio=ALL-UNNAMED; java -jar does so by itself.");
        }
    }

    private static void secure(NettyServerBuilder builder, FlightOptions.@Nullable Certificate certificate) {
        if (certificate == null) {
            return;
        }
        try {
            builder.sslContext(GrpcSslContexts.forServer(
                            certificate.chain().toFile(), certificate.key().toFile())
                    .build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new FlightException(
                    Reason.START,
                    "The certificate " + certificate.chain() + " and the key " + certificate.key()
                            + " cannot be read, or do not belong together.",
                    "Both are PEM files; the key is PKCS #8 and not encrypted (openssl pkcs8 -topk8 -nocrypt).",
                    e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** How many streams wait for their client to read. */
    public int waitingStreams() {
        return streams.waiting();
    }

    /** How many bytes of Arrow's memory are in use. */
    public long allocatedBytes() {
        return allocator.getAllocatedMemory();
    }

    /** Closes the statements that clients have prepared and not used for so long that they count as forgotten. */
    public void endForgotten() {
        statements.endForgotten();
    }

    /**
     * Takes no more calls, lets those under way end within 20 seconds, ends the others, and gives back what it holds.
     * Closing twice does no harm.
     *
     * @throws IllegalStateException if all have ended and memory is not given back, which is a defect
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean ended = false;
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                statements.closeAll(held -> true);
                server.awaitTermination(LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
            ended = streams.close(LAST_GRACE);
            calls.shutdown();
            calls.awaitTermination(LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        statements.closeAll(held -> true);
        if (ended) {
            allocator.close();
        } else {
            LOG.warn("Streams of Flight SQL have not ended in time; their memory goes with the process.");
        }
    }
}

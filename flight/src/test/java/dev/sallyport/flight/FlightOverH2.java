package dev.sallyport.flight;

import java.net.InetAddress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;

/** The endpoint over H2; each test ends with both allocators, which fail to close if a byte is still held. */
@SuppressWarnings("try") // A stream may be interrupted while it closes.
abstract class FlightOverH2 {
    final BufferAllocator allocator = new RootAllocator();
    final H2Gate gate = new H2Gate();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
    FlightSqlServer server = start(FlightOptions.onPort(0));

    FlightSqlServer start(FlightOptions options) {
        return FlightSqlServer.start(options, InetAddress.getLoopbackAddress(), gate, now::get);
    }

    @AfterEach
    void stop() {
        server.close();
        allocator.close();
    }

    /** Starts it again in another way. */
    void restart(FlightOptions options) {
        server.close();
        server = start(options);
    }

    FlightSqlClient client() {
        return new FlightSqlClient(FlightClient.builder(allocator, Location.forGrpcInsecure("localhost", server.port()))
                .build());
    }

    static CallOption logIn(FlightClient client) {
        return client.authenticateBasicToken("ann", H2Gate.PASSWORD).orElseThrow();
    }

    static CallOption catalog(String name) {
        FlightCallHeaders headers = new FlightCallHeaders();
        headers.insert("catalog", name);
        return new HeaderCallOption(headers);
    }

    /** A logged-in client that names a data server. */
    record Client(FlightSqlClient sql, CallOption session) implements AutoCloseable {
        CallOption[] options() {
            return new CallOption[] {session, catalog("One")};
        }

        FlightInfo query(String statement) {
            return sql.execute(statement, options());
        }

        FlightStream fetch(FlightInfo info) {
            return sql.getStream(info.getEndpoints().get(0).getTicket(), options());
        }

        @Override
        public void close() throws Exception {
            sql.close();
        }
    }

    Client of(FlightClient flight) {
        return new Client(new FlightSqlClient(flight), logIn(flight));
    }

    Client connected() {
        return of(FlightClient.builder(allocator, Location.forGrpcInsecure("localhost", server.port()))
                .build());
    }

    static int readAll(Client client, FlightInfo info) throws Exception {
        int rows = 0;
        try (FlightStream stream = client.fetch(info)) {
            while (stream.next()) {
                rows += stream.getRoot().getRowCount();
            }
        }
        return rows;
    }
}

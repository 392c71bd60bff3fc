package dev.sallyport.server.flight;

import dev.sallyport.flight.FlightOptions;
import dev.sallyport.flight.FlightSqlServer;
import dev.sallyport.server.ServerOptions;
import dev.sallyport.server.query.Forgetful;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens Flight SQL's port with the server and closes it before anything that it stands on, if the options want it. */
@Component
public class FlightDoor implements Forgetful, SmartLifecycle {
    private final ServerOptions options;
    private final AccountsGate gate;
    private final Clock clock;
    private volatile @Nullable FlightSqlServer server;

    FlightDoor(ServerOptions options, AccountsGate gate, Clock clock, MeterRegistry registry) {
        this.options = options;
        this.gate = gate;
        this.clock = clock;
        Gauge.builder("sallyport.flight.streams.waiting", this, FlightDoor::waitingStreams)
                .description("Streams of Flight SQL that wait for their reader")
                .register(registry);
        Gauge.builder("sallyport.flight.memory", this, FlightDoor::allocatedBytes)
                .description("Arrow's memory in use")
                .baseUnit("bytes")
                .register(registry);
    }

    private double waitingStreams() {
        FlightSqlServer running = server;
        return running == null ? 0 : running.waitingStreams();
    }

    private double allocatedBytes() {
        FlightSqlServer running = server;
        return running == null ? 0 : running.allocatedBytes();
    }

    /** The port that it listens on; empty if it does not. */
    public OptionalInt port() {
        FlightSqlServer running = server;
        return running == null ? OptionalInt.empty() : OptionalInt.of(running.port());
    }

    @Override
    public void endForgotten() {
        FlightSqlServer running = server;
        if (running != null) {
            running.endForgotten();
        }
    }

    @Override
    public void start() {
        FlightOptions flight = options.flight();
        if (flight != null) {
            server = FlightSqlServer.start(flight, options.bindAddress(), gate, clock);
        }
    }

    @Override
    public void stop() {
        FlightSqlServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}

package dev.sallyport.server.query;

import dev.sallyport.server.activity.StatementRun.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What Flight SQL has run and sent, for Prometheus. */
@Component
class FlightMetrics {
    private final Map<Outcome, Counter> statements = new EnumMap<>(Outcome.class);
    private final Counter rows;
    private final Counter bytes;

    FlightMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            statements.put(
                    outcome,
                    Counter.builder("sallyport.flight.statements")
                            .description("Statements that Flight SQL has run")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        rows = Counter.builder("sallyport.flight.rows")
                .description("Rows that Flight SQL has sent")
                .register(registry);
        bytes = Counter.builder("sallyport.flight.sent")
                .description("Values that Flight SQL has sent")
                .baseUnit("bytes")
                .register(registry);
    }

    void ran(Outcome outcome) {
        Objects.requireNonNull(statements.get(outcome)).increment();
    }

    void sent(long sentRows, long sentBytes) {
        rows.increment((double) sentRows);
        bytes.increment((double) sentBytes);
    }
}

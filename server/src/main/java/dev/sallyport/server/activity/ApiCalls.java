package dev.sallyport.server.activity;

import dev.sallyport.salesforce.SalesforceClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.springframework.stereotype.Component;

/**
 * Counts the metered API calls of this server's imports and statements, by data server and hour, for a month. What other
 * programs call is not known here: the org's own limit is Test Connection's to ask.
 */
@Component
public class ApiCalls {
    private static final Duration KEPT = Duration.ofDays(31);

    private final Jdbi jdbi;
    private final Clock clock;

    ApiCalls(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * The calls of an hour.
     *
     * @param server the data server's name
     * @param hour its beginning
     */
    public record Count(String server, Instant hour, long calls) {}

    /** Does something with a client to a data server, counts its calls, and closes it. */
    public <T> T counting(String server, SalesforceClient client, Function<SalesforceClient, T> work) {
        try (client) {
            try {
                return work.apply(client);
            } finally {
                add(server, client.usage().calls());
            }
        }
    }

    /** Counts calls that were made just now. */
    public void add(String server, long calls) {
        if (calls <= 0) {
            return;
        }
        OffsetDateTime hour = clock.instant().truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC);
        jdbi.useHandle(handle -> {
            int updated = 0;
            // At the second try the row is there, whoever has added it.
            for (int tries = 0; updated == 0 && tries < 2; tries++) {
                updated = handle.createUpdate("update api_call_count set calls = calls + :calls"
                                + " where data_server = :server and starts_at = :hour")
                        .bind("calls", calls)
                        .bind("server", server)
                        .bind("hour", hour)
                        .execute();
                if (updated == 0) {
                    handle.createUpdate("insert into api_call_count (data_server, starts_at, calls)"
                                    + " values (:server, :hour, 0) on conflict do nothing")
                            .bind("server", server)
                            .bind("hour", hour)
                            .execute();
                    handle.createUpdate("delete from api_call_count where starts_at < :oldest")
                            .bind("oldest", hour.minus(KEPT))
                            .execute();
                }
            }
        });
    }

    /** The counts from an hour on, by hour and data server. */
    public List<Count> since(Instant hour) {
        return jdbi.withHandle(handle -> handle.createQuery("select data_server, starts_at, calls from api_call_count"
                        + " where starts_at >= :since order by starts_at, data_server")
                .bind("since", hour.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Count(
                        row.getString("data_server"),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getLong("calls")))
                .list());
    }
}

package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The requests of devices that wait for a person to allow them. */
final class DeviceAuthorizations {
    /** How long a device must wait from one poll to the next. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Salesforce Help, "OAuth 2.0 Device Flow": both codes are valid for ten minutes. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final int DEVICE_CODE_LENGTH = 70;

    private final Jdbi jdbi;
    private final Clock clock;
    private final RandomText random;

    DeviceAuthorizations(Jdbi jdbi, Clock clock, RandomText random) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.random = random;
    }

    /** How far a request has come. */
    enum State {
        PENDING,
        APPROVED,
        DENIED,
        USED
    }

    /** The codes that a device is given. */
    record Codes(String deviceCode, String userCode) {
        @Override
        public String toString() {
            return "Codes[hidden]";
        }
    }

    /**
     * A device's request.
     *
     * @param userId who allowed it; null while nobody has
     * @param expired whether it waited too long
     * @param tooSoon whether the device polled a moment ago
     */
    record Request(
            SalesforceId appId,
            Set<Scope> scopes,
            State state,
            @Nullable SalesforceId userId,
            boolean expired,
            boolean tooSoon) {}

    /** Takes a device's request in. */
    Codes open(SalesforceId app, Set<Scope> scopes) {
        Codes codes = new Codes(random.token(DEVICE_CODE_LENGTH) + "==", random.userCode());
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO SETUP.\"DeviceAuthorization\" VALUES (:hash,"
                        + " :userCode, :app, :scopes, :now, NULL, 'PENDING', NULL)")
                .bind("hash", Sessions.hash(codes.deviceCode()))
                .bind("userCode", codes.userCode())
                .bind("app", app.value())
                .bind("scopes", Scopes.store(scopes))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
        return codes;
    }

    /** The request that a device polls for; the poll is noted. */
    Optional<Request> poll(String deviceCode) {
        String hash = Sessions.hash(deviceCode);
        Optional<Request> request = find("DeviceCodeHash", hash);
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE SETUP.\"DeviceAuthorization\" SET \"LastPolled\" = :now"
                        + " WHERE \"DeviceCodeHash\" = :hash")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("hash", hash)
                .execute());
        return request;
    }

    /** The request that a person typed the code of, in any case, if it waits still. */
    Optional<Request> waiting(String userCode) {
        return find("UserCode", normal(userCode))
                .filter(request -> request.state() == State.PENDING && !request.expired());
    }

    /** Notes what a person decided. */
    void decide(String userCode, SalesforceId user, State decision) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE SETUP.\"DeviceAuthorization\" SET \"State\" = :state,"
                        + " \"UserId\" = :user WHERE \"UserCode\" = :userCode AND \"State\" = 'PENDING'")
                .bind("state", decision.name())
                .bind("user", user.value())
                .bind("userCode", normal(userCode))
                .execute());
    }

    /** Ends an approved request. Returns whether this call did, and no other. */
    boolean use(String deviceCode) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("UPDATE SETUP.\"DeviceAuthorization\" SET \"State\" = 'USED'"
                                        + " WHERE \"DeviceCodeHash\" = :hash AND \"State\" = 'APPROVED'")
                                .bind("hash", Sessions.hash(deviceCode))
                                .execute())
                == 1;
    }

    private static String normal(String userCode) {
        return userCode.strip().replace("-", "").toUpperCase(Locale.ROOT);
    }

    private Optional<Request> find(String column, String value) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM SETUP.\"DeviceAuthorization\" WHERE \"" + column + "\" = :value")
                .bind("value", value)
                .map((row, context) -> read(row))
                .findOne());
    }

    private Request read(ResultSet row) throws SQLException {
        Instant now = clock.instant();
        @Nullable String user = row.getString("UserId");
        @Nullable OffsetDateTime lastPolled = row.getObject("LastPolled", OffsetDateTime.class);
        Instant issued = row.getObject("Issued", OffsetDateTime.class).toInstant();
        return new Request(
                new SalesforceId(row.getString("AppId")),
                Scopes.restore(row.getString("Scopes")),
                State.valueOf(row.getString("State")),
                user == null ? null : new SalesforceId(user),
                !now.isBefore(issued.plus(LIFE)),
                lastPolled != null && now.isBefore(lastPolled.toInstant().plus(INTERVAL)));
    }
}

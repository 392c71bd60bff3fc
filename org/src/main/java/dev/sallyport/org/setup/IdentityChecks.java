package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The security prompt before consumer details are shown: a six-digit code goes to the user's mail, and whoever brings it
 * back is let through for a while.
 */
public final class IdentityChecks {
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final Duration PASS_LIFE = Duration.ofMinutes(15);
    private static final int MOST_TRIES = 5;

    private record Check(SalesforceId userId, String code, Instant asked, int tries) {}

    private final Jdbi jdbi;
    private final Clock clock;
    private final SecureRandom random;
    private final Mailbox mailbox;

    IdentityChecks(Jdbi jdbi, Clock clock, SecureRandom random, Mailbox mailbox) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.random = random;
        this.mailbox = mailbox;
    }

    /** Mails a new code to a user. Returns the id of the check. */
    public String request(User user) {
        String id = UUID.randomUUID().toString();
        String code = String.format("%06d", random.nextInt(1_000_000));
        jdbi.useHandle(handle -> handle.createUpdate(
                        "INSERT INTO SETUP.\"IdentityCheck\" VALUES (:id, :user, :code, :asked, 0, NULL)")
                .bind("id", id)
                .bind("user", user.id().value())
                .bind("code", code)
                .bind("asked", now())
                .execute());
        mailbox.deliver(
                user.email(),
                "Verify your identity in Salesforce",
                "You recently attempted to view consumer details of a connected app.\n\nUsername: " + user.username()
                        + "\n\nVerification Code: " + code);
        return id;
    }

    /**
     * Brings a code back.
     *
     * @throws ApiException if the check is unknown or another user's, over, or the code is wrong
     */
    public void pass(String id, User user, String code) {
        Check check = jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT * FROM SETUP.\"IdentityCheck\" WHERE \"Id\" = :id AND \"UserId\" = :user")
                        .bind("id", id)
                        .bind("user", user.id().value())
                        .map((row, context) -> read(row))
                        .findOne())
                .orElseThrow(() -> SetupErrors.notFound("identity check", id));
        if (check.tries() >= MOST_TRIES || clock.instant().isAfter(check.asked().plus(CODE_LIFE))) {
            throw refused("VERIFICATION_CODE_EXPIRED", "The verification code is no longer valid: request a new one");
        }
        boolean right = MessageDigest.isEqual(
                check.code().getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE SETUP.\"IdentityCheck\" SET \"Tries\" = \"Tries\" + 1,"
                        + " \"Passed\" = :passed WHERE \"Id\" = :id")
                .bind("passed", right ? now() : null)
                .bind("id", id)
                .execute());
        if (!right) {
            throw refused("INVALID_VERIFICATION_CODE", "The verification code is wrong");
        }
    }

    /**
     * Lets a user through who has passed a check of late.
     *
     * @throws ApiException if the user has not
     */
    public void requirePassed(User user) {
        if (!hasPassed(user)) {
            throw new ApiException(
                    403,
                    "IDENTITY_VERIFICATION_REQUIRED",
                    "Verify your identity first: request a code, read it in the mailbox, and bring it back");
        }
    }

    /** Whether a user has passed a check of late. */
    public boolean hasPassed(User user) {
        OffsetDateTime since = clock.instant().minus(PASS_LIFE).atOffset(ZoneOffset.UTC);
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM SETUP.\"IdentityCheck\""
                                + " WHERE \"UserId\" = :user AND \"Passed\" > :since")
                        .bind("user", user.id().value())
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    private static ApiException refused(String errorCode, String message) {
        return new ApiException(new ApiError(403, errorCode, message, List.of("code")));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Check read(ResultSet row) throws SQLException {
        return new Check(
                new SalesforceId(row.getString("UserId")),
                row.getString("Code"),
                row.getObject("Asked", OffsetDateTime.class).toInstant(),
                row.getInt("Tries"));
    }
}

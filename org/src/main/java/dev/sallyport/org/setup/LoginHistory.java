package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who signed in, or tried to: {@code LoginHistory}. */
public final class LoginHistory {
    /** The status of a sign-in that was let through. */
    public static final String SUCCESS = "Success";

    private final OrgDatabase database;
    private final Clock clock;

    LoginHistory(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A sign-in.
     *
     * @param type {@code LoginType}, such as {@code Remote Access 2.0}
     * @param subType {@code LoginSubType}, such as {@code OAuthClientCredentials}; null for a person's
     * @param application name of the app, or {@code Browser}
     * @param sourceIp the caller's address
     * @param loginUrl host and port that were called
     * @param status {@link #SUCCESS} or why it was refused
     */
    public record Attempt(
            SalesforceId user,
            String type,
            @Nullable String subType,
            String application,
            String sourceIp,
            String loginUrl,
            String status) {}

    /**
     * An entry as it was written.
     *
     * @param subType null for a person's
     */
    public record Entry(
            Instant time,
            String username,
            String sourceIp,
            String type,
            @Nullable String subType,
            String status,
            String application,
            String loginUrl) {}

    /** Entries of all users, newest first. */
    public List<Entry> latest(int most, int skipped) {
        return entries("", most, skipped, null);
    }

    /** Entries of a user, newest first. */
    public List<Entry> latestOf(SalesforceId user, int most) {
        return entries(" WHERE h.\"UserId\" = :user", most, 0, user.value());
    }

    private List<Entry> entries(String condition, int most, int skipped, @Nullable String user) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT h.*, u.\"Username\" FROM"
                        + " \"LoginHistory\" h JOIN \"User\" u ON u.\"Id\" = h.\"UserId\"" + condition
                        + " ORDER BY h.\"LoginTime\" DESC, h.\"Id\" DESC LIMIT :most OFFSET :skipped")
                .bind("most", most)
                .bind("skipped", skipped)
                .bind("user", user)
                .map((row, context) -> new Entry(
                        row.getObject("LoginTime", OffsetDateTime.class).toInstant(),
                        row.getString("Username"),
                        row.getString("SourceIp"),
                        row.getString("LoginType"),
                        row.getString("LoginSubType"),
                        row.getString("Status"),
                        row.getString("Application"),
                        row.getString("LoginUrl")))
                .list());
    }

    /** Adds an entry; one of a success also sets the user's {@code LastLoginDate}. */
    public void record(Attempt attempt) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("INSERT INTO \"LoginHistory\" (\"Id\", \"UserId\", \"LoginTime\", \"LoginType\","
                            + " \"LoginSubType\", \"SourceIp\", \"LoginUrl\", \"Browser\", \"Platform\", \"Status\","
                            + " \"Application\", \"TlsProtocol\", \"OptionsIsPost\") VALUES (:id, :user, :now, :type, :subType, :sourceIp,"
                            + " :loginUrl, 'Unknown', 'Unknown', :status, :application, 'Unknown', TRUE)")
                    .bind("id", database.ids().next("0Ya").value())
                    .bind("user", attempt.user().value())
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("type", attempt.type())
                    .bind("subType", attempt.subType())
                    .bind("sourceIp", attempt.sourceIp())
                    .bind("loginUrl", attempt.loginUrl())
                    .bind("status", attempt.status())
                    .bind("application", attempt.application())
                    .execute();
            if (attempt.status().equals(SUCCESS)) {
                handle.createUpdate("UPDATE \"User\" SET \"LastLoginDate\" = :now WHERE \"Id\" = :user")
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .bind("user", attempt.user().value())
                        .execute();
            }
        });
    }
}

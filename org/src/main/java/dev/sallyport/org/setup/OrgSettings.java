package dev.sallyport.org.setup;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The settings of the org as a whole that other parts ask for. */
public final class OrgSettings {
    private static final String CONNECTED_APP_CREATION = "ConnectedAppCreationAllowed";
    private static final String SESSION_TIMEOUT_MINUTES = "SessionTimeoutMinutes";
    private static final String DAILY_API_REQUESTS = "DailyApiRequests";

    /** Session Settings, "Timeout value": what a new org has. */
    private static final int DEFAULT_SESSION_TIMEOUT_MINUTES = 120;

    private final Jdbi jdbi;
    private final Edition edition;
    private final boolean sandbox;

    OrgSettings(Jdbi jdbi, Edition edition, boolean sandbox) {
        this.jdbi = jdbi;
        this.edition = edition;
        this.sandbox = sandbox;
    }

    /** The org's edition, which never changes. */
    public Edition edition() {
        return edition;
    }

    /** Whether the org is a sandbox. */
    public boolean sandbox() {
        return sandbox;
    }

    /**
     * "Allow creation of connected apps" under External Client App Settings. Salesforce turned it off everywhere in
     * Spring '26; here it starts on, as in an org that Salesforce Support has allowed it.
     */
    public boolean connectedAppCreationAllowed() {
        return read(CONNECTED_APP_CREATION).map(Boolean::parseBoolean).orElse(true);
    }

    public void allowConnectedAppCreation(boolean allowed) {
        write(CONNECTED_APP_CREATION, Boolean.toString(allowed));
    }

    /** After how long without use a session ends, unless its connected app says otherwise. */
    public Duration sessionTimeout() {
        return Duration.ofMinutes(
                read(SESSION_TIMEOUT_MINUTES).map(Integer::parseInt).orElse(DEFAULT_SESSION_TIMEOUT_MINUTES));
    }

    /**
     * Sets the timeout, from fifteen minutes to twenty-four hours, in whole minutes.
     *
     * @throws dev.sallyport.org.http.ApiException if it is outside that range
     */
    public void setSessionTimeout(Duration timeout) {
        if (timeout.toMinutes() < 15 || timeout.toHours() > 24) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD", "The session timeout is 15 minutes to 24 hours", "sessionTimeoutMinutes");
        }
        write(SESSION_TIMEOUT_MINUTES, Long.toString(timeout.toMinutes()));
    }

    /** How many API requests the org may make in 24 hours. */
    public int dailyApiRequests() {
        return read(DAILY_API_REQUESTS).map(Integer::parseInt).orElse(edition.dailyApiRequests());
    }

    /** Sets the daily limit, which in a real org is a matter of licences. */
    public void setDailyApiRequests(int limit) {
        write(DAILY_API_REQUESTS, Integer.toString(limit));
    }

    private Optional<String> read(String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT \"Value\" FROM SETUP.\"Setting\" WHERE \"Name\" = :name")
                        .bind("name", name)
                        .mapTo(String.class)
                        .findOne());
    }

    private void write(String name, String value) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "MERGE INTO SETUP.\"Setting\" (\"Name\", \"Value\") VALUES (:name, :value)")
                .bind("name", name)
                .bind("value", value)
                .execute());
    }
}

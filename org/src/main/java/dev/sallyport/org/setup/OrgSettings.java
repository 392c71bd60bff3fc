package dev.sallyport.org.setup;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The settings of the org as a whole that other parts ask for. */
public final class OrgSettings {
    private static final String CONNECTED_APP_CREATION = "ConnectedAppCreationAllowed";
    private static final String SESSION_TIMEOUT_MINUTES = "SessionTimeoutMinutes";
    private static final String DAILY_API_REQUESTS = "DailyApiRequests";
    private static final String USERNAME_PASSWORD_FLOW = "UsernamePasswordFlowAllowed";
    private static final String SOAP_LOGIN = "SoapLoginAllowed";
    private static final String LOGINS_PER_HOUR = "LoginsPerHour";

    /** Session Settings, "Timeout value": what a new org has. */
    private static final int DEFAULT_SESSION_TIMEOUT_MINUTES = 120;

    private static final int DEFAULT_LOGINS_PER_HOUR = 3_600;

    private final Jdbi jdbi;
    private final Edition edition;
    private final boolean sandbox;
    private volatile @Nullable URI myDomain;

    OrgSettings(Jdbi jdbi, Edition edition, boolean sandbox) {
        this.jdbi = jdbi;
        this.edition = edition;
        this.sandbox = sandbox;
    }

    /** The root of the org's My Domain, once it answers. */
    public Optional<URI> myDomain() {
        return Optional.ofNullable(myDomain);
    }

    /** Says under which root the org answers. */
    public void setMyDomain(URI root) {
        this.myDomain = root;
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
        return flag(CONNECTED_APP_CREATION, true);
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

    /**
     * "Allow OAuth Username-Password Flows" under OAuth and OpenID Connect Settings; off in an org made since Summer
     * '23.
     */
    public boolean usernamePasswordFlowAllowed() {
        return flag(USERNAME_PASSWORD_FLOW, false);
    }

    public void allowUsernamePasswordFlow(boolean allowed) {
        write(USERNAME_PASSWORD_FLOW, Boolean.toString(allowed));
    }

    /** Whether SOAP {@code login()} is answered; off in a new org since Winter '26. */
    public boolean soapLoginAllowed() {
        return flag(SOAP_LOGIN, false);
    }

    public void allowSoapLogin(boolean allowed) {
        write(SOAP_LOGIN, Boolean.toString(allowed));
    }

    /** How many times a user may log in within an hour; Salesforce's limit is 3,600. */
    public int loginsPerHour() {
        return read(LOGINS_PER_HOUR).map(Integer::parseInt).orElse(DEFAULT_LOGINS_PER_HOUR);
    }

    /**
     * Sets how many times a user may log in within an hour.
     *
     * @throws dev.sallyport.org.http.ApiException if it is not positive
     */
    public void setLoginsPerHour(int logins) {
        if (logins < 1) {
            throw SetupErrors.invalid("INVALID_FIELD", "A user may log in at least once an hour", "loginsPerHour");
        }
        write(LOGINS_PER_HOUR, Integer.toString(logins));
    }

    /** How many API requests the org may make in 24 hours. */
    public int dailyApiRequests() {
        return read(DAILY_API_REQUESTS).map(Integer::parseInt).orElse(edition.dailyApiRequests());
    }

    /** Sets the daily limit, which in a real org is a matter of licences. */
    public void setDailyApiRequests(int limit) {
        write(DAILY_API_REQUESTS, Integer.toString(limit));
    }

    private boolean flag(String name, boolean initial) {
        return read(name).map(Boolean::parseBoolean).orElse(initial);
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

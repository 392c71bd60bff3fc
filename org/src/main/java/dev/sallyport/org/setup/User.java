package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A user of the org.
 *
 * @param username in the form of an e-mail address, unique in any case
 * @param firstName null where the user has only a last name
 * @param frozen kept from signing in until unfrozen, though active
 * @param timeZone such as {@code America/Los_Angeles}
 * @param userType such as {@code Standard}
 */
public record User(
        SalesforceId id,
        String username,
        @Nullable String firstName,
        String lastName,
        String email,
        String alias,
        String nickname,
        boolean active,
        boolean frozen,
        SalesforceId profileId,
        ZoneId timeZone,
        String locale,
        String language,
        String userType,
        Instant lastModified) {

    /** First and last name. */
    public String name() {
        return firstName == null ? lastName : firstName + " " + lastName;
    }

    /** Whether the user may sign in or be run as. */
    public boolean maySignIn() {
        return active && !frozen;
    }

    /**
     * What a new user is made of.
     *
     * @param username null for the e-mail address
     * @param alias null for one made of the names
     * @param timeZone null for the default, {@code America/Los_Angeles}
     * @param nickname unique in the org in any case; null for one that Salesforce makes
     */
    public record Draft(
            @Nullable String firstName,
            String lastName,
            String email,
            @Nullable String username,
            @Nullable String alias,
            Profile profile,
            @Nullable ZoneId timeZone,
            @Nullable String nickname) {

        /** A user with a nickname that Salesforce makes. */
        public Draft(
                @Nullable String firstName,
                String lastName,
                String email,
                @Nullable String username,
                @Nullable String alias,
                Profile profile,
                @Nullable ZoneId timeZone) {
            this(firstName, lastName, email, username, alias, profile, timeZone, null);
        }
    }
}

package dev.sallyport.org.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What Salesforce asks of a user's fields, in its words. */
final class UserRules {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final Jdbi jdbi;

    UserRules(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Refuses fields that a user cannot have.
     *
     * @param self id of the user who is changed; null for a new one
     */
    void requireValid(
            User.Draft draft, String username, String alias, @Nullable String nickname, @Nullable String self) {
        requirePresent(draft);
        if (!EMAIL.matcher(draft.email()).matches()) {
            throw SetupErrors.invalid(
                    "INVALID_EMAIL_ADDRESS", "Email: invalid email address: " + draft.email(), "Email");
        }
        if (!EMAIL.matcher(username).matches()) {
            throw SetupErrors.invalid(
                    "INVALID_EMAIL_ADDRESS",
                    "Your username must be in the form of an email address (for example, john@acme.com).",
                    "Username");
        }
        SetupErrors.requireLength("First Name", "FirstName", draft.firstName(), 40);
        SetupErrors.requireLength("Last Name", "LastName", draft.lastName(), 80);
        SetupErrors.requireLength("Email", "Email", draft.email(), 128);
        SetupErrors.requireLength("Username", "Username", username, 80);
        SetupErrors.requireLength("Alias", "Alias", alias, 8);
        SetupErrors.requireLength("Nickname", "CommunityNickname", nickname, 40);
        if (isTaken("Username", username, self)) {
            throw SetupErrors.invalid(
                    "DUPLICATE_USERNAME",
                    "Duplicate Username.<br>The username already exists in this or another Salesforce organization."
                            + " Usernames must be unique across all Salesforce organizations. To resolve, use a"
                            + " different username (it doesn't need to match the user's email address). ",
                    "Username");
        }
        if (nickname != null && isTaken("CommunityNickname", nickname, self)) {
            throw SetupErrors.invalid(
                    "DUPLICATE_COMM_NICKNAME",
                    "Duplicate Nickname.<br>Another user has already selected this nickname.<br>Please select another.",
                    "CommunityNickname");
        }
    }

    /**
     * Refuses another active user of a licence that has no seat left.
     *
     * @param license name of a user licence
     */
    void requireSeat(String license) {
        long left = jdbi.withHandle(handle -> handle.createQuery("SELECT \"TotalLicenses\" - (" + ACTIVE_USERS
                        + ") FROM \"UserLicense\" l WHERE l.\"Name\" = :license")
                .bind("license", license)
                .mapTo(Long.class)
                .one());
        if (left <= 0) {
            throw SetupErrors.invalid("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded - " + license, "ProfileId");
        }
    }

    private static final String ACTIVE_USERS = "SELECT COUNT(*) FROM \"User\" u JOIN \"Profile\" p ON"
            + " p.\"Id\" = u.\"ProfileId\" WHERE u.\"IsActive\" AND p.\"UserLicenseId\" = l.\"Id\"";

    /** Brings {@code UserLicense.UsedLicenses} up to date. */
    void countSeats() {
        jdbi.useHandle(
                handle -> handle.execute("UPDATE \"UserLicense\" l SET \"UsedLicenses\" = (" + ACTIVE_USERS + ")"));
    }

    /** Refuses to leave the org without an active user who may manage users. */
    void requireAnotherAdministrator(User user) {
        long others = jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM \"User\" u JOIN \"Profile\" p"
                        + " ON p.\"Id\" = u.\"ProfileId\" WHERE u.\"IsActive\" AND u.\"Id\" <> :user"
                        + " AND p.\"PermissionsManageUsers\" AND p.\"PermissionsModifyAllData\""
                        + " AND NOT p.\"PermissionsApiUserOnly\"")
                .bind("user", user.id().value())
                .mapTo(Long.class)
                .one());
        if (others == 0) {
            throw SetupErrors.invalid(
                    "CANNOT_DISABLE_LAST_ADMIN",
                    "The org must keep at least one active user with the Manage Users and Modify All Data permissions.",
                    "IsActive");
        }
    }

    private static void requirePresent(User.Draft draft) {
        List<String> missing = new ArrayList<>();
        if (draft.lastName().isBlank()) {
            missing.add("LastName");
        }
        if (draft.email().isBlank()) {
            missing.add("Email");
        }
        if (!missing.isEmpty()) {
            throw SetupErrors.required(missing);
        }
    }

    private boolean isTaken(String column, String value, @Nullable String self) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM \"User\" WHERE \"" + column + "\" = :value AND \"Id\" <> :self")
                        .bind("value", value)
                        .bind("self", self == null ? "" : self)
                        .mapTo(Long.class)
                        .one())
                > 0;
    }
}

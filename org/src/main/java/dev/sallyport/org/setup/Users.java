package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Setup → Users. */
public final class Users {
    private static final String SELECT = "SELECT u.*, f.\"UserId\" AS \"Frozen\" FROM \"User\" u"
            + " LEFT JOIN SETUP.\"Frozen\" f ON f.\"UserId\" = u.\"Id\"";
    private static final String SECTION = "Manage Users";
    private static final ZoneId DEFAULT_TIME_ZONE = ZoneId.of("America/Los_Angeles");
    private static final int ALIAS_LENGTH = 8;
    private static final int SHORTEST_PASSWORD = 8;

    private final OrgDatabase database;
    private final Clock clock;
    private final Passwords passwords;
    private final Profiles profiles;
    private final PermissionRows permissionRows;
    private final Permissions permissions;
    private final Mailbox mailbox;
    private final AuditTrail trail;
    private final UserRules rules;
    private final Lockouts lockouts;

    Users(
            OrgDatabase database,
            Clock clock,
            Passwords passwords,
            Profiles profiles,
            PermissionRows permissionRows,
            Permissions permissions,
            Mailbox mailbox,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.passwords = passwords;
        this.profiles = profiles;
        this.permissionRows = permissionRows;
        this.permissions = permissions;
        this.mailbox = mailbox;
        this.trail = trail;
        this.rules = new UserRules(database.jdbi());
        this.lockouts = new Lockouts(database.jdbi(), clock);
    }

    /** All users, by username. */
    public List<User> list() {
        return database.jdbi().withHandle(handle -> handle.createQuery(SELECT + " ORDER BY u.\"Username\"")
                .map((row, context) -> read(row))
                .list());
    }

    /** Finds a user by id or username, the latter in any case. */
    public Optional<User> find(String idOrUsername) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + " WHERE u.\"Id\" = :id OR u.\"Username\" = :username")
                        .bind(
                                "id",
                                SalesforceId.parse(idOrUsername)
                                        .map(SalesforceId::value)
                                        .orElse(idOrUsername))
                        .bind("username", idOrUsername)
                        .map((row, context) -> read(row))
                        .findFirst());
    }

    /** Finds a user by username in any case; an id finds nobody, as nobody signs in by one. */
    public Optional<User> findByUsername(String username) {
        return find(username).filter(user -> user.username().equalsIgnoreCase(username));
    }

    /**
     * A user whom somebody named in a field.
     *
     * @throws ApiException if there is none, with the field
     */
    public User named(String idOrUsername, String field) {
        return find(idOrUsername)
                .orElseThrow(() -> SetupErrors.invalid(
                        "INVALID_CROSS_REFERENCE_KEY", "No user has the username '" + idOrUsername + "'", field));
    }

    /**
     * A user who must be there.
     *
     * @throws ApiException {@code NOT_FOUND} if there is none
     */
    public User get(String idOrUsername) {
        return find(idOrUsername).orElseThrow(() -> SetupErrors.notFound("user", idOrUsername));
    }

    /**
     * Makes an active user.
     *
     * @throws ApiException if a required field is blank, the e-mail address or username is not of that form, the
     *     username or nickname is taken, or no licence is left
     */
    public User create(User.Draft draft, SalesforceId actor) {
        String username = Objects.requireNonNullElse(draft.username(), draft.email());
        String alias = Objects.requireNonNullElseGet(draft.alias(), () -> alias(draft));
        rules.requireValid(draft, username, alias, draft.nickname(), null);
        rules.requireSeat(draft.profile().userLicense());
        SalesforceId id = database.ids().next("005");
        String nickname = Objects.requireNonNullElseGet(
                draft.nickname(), () -> "User" + clock.millis() + id.shortForm().substring(11));
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("INSERT INTO \"User\" (\"Id\", \"Username\","
                            + " \"FirstName\", \"LastName\", \"Email\", \"Alias\", \"CommunityNickname\", \"IsActive\","
                            + " \"ProfileId\", \"TimeZoneSidKey\", \"LocaleSidKey\", \"LanguageLocaleKey\","
                            + " \"EmailEncodingKey\", \"UserType\", \"DigestFrequency\","
                            + " \"DefaultGroupNotificationFrequency\", \"CreatedDate\", \"CreatedById\","
                            + " \"LastModifiedDate\", \"LastModifiedById\", \"SystemModstamp\")"
                            + " VALUES (:id, :username, :firstName, :lastName, :email, :alias, :nickname, TRUE, :profile,"
                            + " :timeZone, 'en_US', 'en_US', 'UTF-8', 'Standard', 'D', 'N', :now, :actor, :now, :actor,"
                            + " :now)")
                    .bind("id", id.value())
                    .bind("username", username)
                    .bind("firstName", draft.firstName())
                    .bind("lastName", draft.lastName())
                    .bind("email", draft.email())
                    .bind("alias", alias)
                    .bind("nickname", nickname)
                    .bind("profile", draft.profile().id().value())
                    .bind("timeZone", timeZone(draft).getId())
                    .bind("now", now())
                    .bind("actor", actor.value())
                    .execute();
            assignToProfile(handle, id, draft.profile());
        });
        rules.countSeats();
        User user = get(id.value());
        trail.record(actor, "createduser", SECTION, "Created new user " + user.name());
        return user;
    }

    /**
     * Changes all that a draft says of a user: a null first name is none; a null username, alias, nickname or time zone
     * stays.
     *
     * @throws ApiException as {@link #create} does
     */
    public User change(User user, User.Draft draft, SalesforceId actor) {
        String username = Objects.requireNonNullElse(draft.username(), user.username());
        String alias = Objects.requireNonNullElse(draft.alias(), user.alias());
        String nickname = Objects.requireNonNullElse(draft.nickname(), user.nickname());
        rules.requireValid(draft, username, alias, nickname, user.id().value());
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE \"User\" SET \"FirstName\" = :firstName,"
                        + " \"LastName\" = :lastName, \"Email\" = :email, \"Username\" = :username, \"Alias\" = :alias,"
                        + " \"CommunityNickname\" = :nickname, \"TimeZoneSidKey\" = :timeZone,"
                        + " \"LastModifiedDate\" = :now, \"SystemModstamp\" = :now, \"LastModifiedById\" = :actor"
                        + " WHERE \"Id\" = :id")
                .bind("firstName", draft.firstName())
                .bind("lastName", draft.lastName())
                .bind("email", draft.email())
                .bind("username", username)
                .bind("alias", alias)
                .bind("nickname", nickname)
                .bind(
                        "timeZone",
                        Objects.requireNonNullElse(draft.timeZone(), user.timeZone())
                                .getId())
                .bind("now", now())
                .bind("actor", actor.value())
                .bind("id", user.id().value())
                .execute());
        trail.record(actor, "changedUser", SECTION, "Changed user " + user.name());
        return draft.profile().id().equals(user.profileId())
                ? get(user.id().value())
                : setProfile(user, draft.profile(), actor);
    }

    /**
     * Activates or deactivates a user.
     *
     * @throws ApiException if the user is the last active administrator, or no licence is left
     */
    public User setActive(User user, boolean active, SalesforceId actor) {
        if (active == get(user.id().value()).active()) {
            return get(user.id().value());
        }
        if (active) {
            rules.requireSeat(profiles.get(user.profileId().value()).userLicense());
        } else {
            rules.requireAnotherAdministrator(user);
        }
        update(user, "IsActive", active, actor);
        rules.countSeats();
        String action = active ? "activateduser" : "deactivateduser";
        trail.record(actor, action, SECTION, (active ? "Activated" : "Deactivated") + " user " + user.name());
        return get(user.id().value());
    }

    /** Freezes or unfreezes a user. */
    public User setFrozen(User user, boolean frozen, SalesforceId actor) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                        frozen
                                ? "MERGE INTO SETUP.\"Frozen\" VALUES (:id)"
                                : "DELETE FROM SETUP.\"Frozen\" WHERE \"UserId\" = :id")
                .bind("id", user.id().value())
                .execute());
        String action = frozen ? "frozeuser" : "unfrozeuser";
        trail.record(actor, action, SECTION, (frozen ? "Froze" : "Unfroze") + " user " + user.name());
        return get(user.id().value());
    }

    /**
     * Gives a user another profile, and so its licence.
     *
     * @throws ApiException if no licence is left, or nobody else could manage users
     */
    public User setProfile(User user, Profile profile, SalesforceId actor) {
        boolean sameLicense =
                profiles.get(user.profileId().value()).userLicense().equals(profile.userLicense());
        if (user.active() && !sameLicense) {
            rules.requireSeat(profile.userLicense());
        }
        if (user.active() && !profile.allows("PermissionsManageUsers")) {
            rules.requireAnotherAdministrator(user);
        }
        update(user, "ProfileId", profile.id().value(), actor);
        database.jdbi().useTransaction(handle -> assignToProfile(handle, user.id(), profile));
        permissions.changed();
        rules.countSeats();
        trail.record(
                actor,
                "changedprofileforuser",
                SECTION,
                "Changed profile of user " + user.name() + " to " + profile.name());
        return get(user.id().value());
    }

    /** A user has an assignment to the permission set that the profile owns, and to no other profile's. */
    private void assignToProfile(Handle handle, SalesforceId user, Profile profile) {
        handle.createUpdate("DELETE FROM \"PermissionSetAssignment\" WHERE \"AssigneeId\" = :user AND"
                        + " \"PermissionSetId\" IN (SELECT \"Id\" FROM \"PermissionSet\" WHERE \"IsOwnedByProfile\")")
                .bind("user", user.value())
                .execute();
        handle.createUpdate("INSERT INTO \"PermissionSetAssignment\" (\"Id\", \"PermissionSetId\", \"AssigneeId\","
                        + " \"IsActive\", \"SystemModstamp\") VALUES (:id, :set, :user, TRUE, :now)")
                .bind("id", database.ids().next("0Pa").value())
                .bind("set", permissionRows.permissionSetOf(profile.id()).value())
                .bind("user", user.value())
                .bind("now", now())
                .execute();
    }

    /** Sets the password that the user signs in with. */
    public void setPassword(User user, String password) {
        passwords.set(user.id(), password);
        lockouts.clear(user.id());
    }

    /**
     * Sets the password that the user signs in with, on an administrator's behalf.
     *
     * @throws ApiException if it is shorter than Salesforce's policy allows
     */
    public void setPassword(User user, String password, SalesforceId actor) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new ApiException(400, "INVALID_NEW_PASSWORD", "Your password must be at least 8 characters long.");
        }
        setPassword(user, password);
        trail.record(actor, "changedpassword", SECTION, "Changed password for user " + user.name());
    }

    /** Whether a user has given wrong passwords too often to sign in now. */
    public boolean isLockedOut(User user) {
        return lockouts.isLockedOut(user.id());
    }

    /** Lets a user try again who gave wrong passwords too often. */
    public void unlock(User user, SalesforceId actor) {
        lockouts.clear(user.id());
        trail.record(actor, "unlockeduser", SECTION, "Unlocked user " + user.name());
    }

    /** Whether a user has a password, and so can sign in by one. */
    public boolean hasPassword(User user) {
        return passwords.exists(user.id());
    }

    /** Gives a user a new password, which only the user is told: it goes by mail. */
    public void resetPassword(User user, SalesforceId actor) {
        String password = passwords.random();
        setPassword(user, password);
        mailbox.deliver(
                user.email(),
                "Your new Salesforce password",
                "Hi " + user.name() + ",\n\nYour Salesforce password has been reset.\n\nUsername: " + user.username()
                        + "\nPassword: " + password);
        trail.record(actor, "resetpassword", SECTION, "Reset password for user " + user.name());
    }

    /** Whether a password is the user's; of one who is locked out, none is. */
    public boolean hasPassword(User user, String password) {
        if (lockouts.isLockedOut(user.id())) {
            return false;
        }
        boolean right = passwords.matches(user.id(), password);
        if (right) {
            lockouts.clear(user.id());
        } else {
            lockouts.failed(user.id());
        }
        return right;
    }

    private void update(User user, String column, Object value, SalesforceId actor) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE \"User\" SET \"" + column + "\" = :value,"
                        + " \"LastModifiedDate\" = :now, \"SystemModstamp\" = :now, \"LastModifiedById\" = :actor"
                        + " WHERE \"Id\" = :id")
                .bind("value", value)
                .bind("now", now())
                .bind("actor", actor.value())
                .bind("id", user.id().value())
                .execute());
    }

    private static ZoneId timeZone(User.Draft draft) {
        return Objects.requireNonNullElse(draft.timeZone(), DEFAULT_TIME_ZONE);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Salesforce proposes the first letter of the first name and up to four of the last. */
    private static String alias(User.Draft draft) {
        @Nullable String first = draft.firstName();
        String initial = first == null || first.isEmpty() ? "" : first.substring(0, 1);
        String last = draft.lastName().substring(0, Math.min(4, draft.lastName().length()));
        String alias = (initial + last).toLowerCase(Locale.ROOT);
        return alias.substring(0, Math.min(ALIAS_LENGTH, alias.length()));
    }

    private static User read(ResultSet row) throws SQLException {
        return new User(
                new SalesforceId(row.getString("Id")),
                row.getString("Username"),
                row.getString("FirstName"),
                row.getString("LastName"),
                row.getString("Email"),
                row.getString("Alias"),
                row.getString("CommunityNickname"),
                row.getBoolean("IsActive"),
                row.getString("Frozen") != null,
                new SalesforceId(row.getString("ProfileId")),
                ZoneId.of(row.getString("TimeZoneSidKey")),
                row.getString("LocaleSidKey"),
                row.getString("LanguageLocaleKey"),
                row.getString("UserType"),
                row.getObject("LastModifiedDate", OffsetDateTime.class).toInstant());
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Setup → Users. */
public final class Users {
    private static final String SELECT = "SELECT u.*, f.\"UserId\" AS \"Frozen\" FROM \"User\" u"
            + " LEFT JOIN SETUP.\"Frozen\" f ON f.\"UserId\" = u.\"Id\"";
    private static final String SECTION = "Manage Users";
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final ZoneId DEFAULT_TIME_ZONE = ZoneId.of("America/Los_Angeles");
    private static final int ALIAS_LENGTH = 8;

    private final OrgDatabase database;
    private final Clock clock;
    private final Passwords passwords;
    private final AuditTrail trail;

    Users(OrgDatabase database, Clock clock, Passwords passwords, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.passwords = passwords;
        this.trail = trail;
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
     * @throws ApiException if a required field is blank, the e-mail address or username is not of that form, or the
     *     username is taken
     */
    public User create(User.Draft draft, SalesforceId actor) {
        String username = Objects.requireNonNullElse(draft.username(), draft.email());
        requireValid(draft, username);
        SalesforceId id = database.ids().next("005");
        String alias = Objects.requireNonNullElseGet(draft.alias(), () -> alias(draft));
        database.jdbi().useHandle(handle -> handle.createUpdate("INSERT INTO \"User\" (\"Id\", \"Username\","
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
                .bind("nickname", "User" + clock.millis() + id.shortForm().substring(11))
                .bind("profile", draft.profile().id().value())
                .bind(
                        "timeZone",
                        Objects.requireNonNullElse(draft.timeZone(), DEFAULT_TIME_ZONE)
                                .getId())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .execute());
        User user = get(id.value());
        trail.record(actor, "createduser", SECTION, "Created new user " + user.name());
        return user;
    }

    /** Activates or deactivates a user. */
    public User setActive(User user, boolean active, SalesforceId actor) {
        update(user, "IsActive", active, actor);
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

    /** Gives a user another profile. */
    public User setProfile(User user, Profile profile, SalesforceId actor) {
        update(user, "ProfileId", profile.id().value(), actor);
        trail.record(
                actor,
                "changedprofileforuser",
                SECTION,
                "Changed profile of user " + user.name() + " to " + profile.name());
        return get(user.id().value());
    }

    /** Sets the password that the user signs in with. */
    public void setPassword(User user, String password) {
        passwords.set(user.id(), password);
    }

    /** Whether a password is the user's. */
    public boolean hasPassword(User user, String password) {
        return passwords.matches(user.id(), password);
    }

    private void update(User user, String column, Object value, SalesforceId actor) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE \"User\" SET \"" + column + "\" = :value,"
                        + " \"LastModifiedDate\" = :now, \"SystemModstamp\" = :now, \"LastModifiedById\" = :actor"
                        + " WHERE \"Id\" = :id")
                .bind("value", value)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", actor.value())
                .bind("id", user.id().value())
                .execute());
    }

    private void requireValid(User.Draft draft, String username) {
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
        if (find(username).isPresent()) {
            throw SetupErrors.invalid("DUPLICATE_USERNAME", "Duplicate Username", "Username");
        }
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

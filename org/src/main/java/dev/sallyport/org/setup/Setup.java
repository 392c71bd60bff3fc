package dev.sallyport.org.setup;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/** Setup, part by part. Whatever may be refused is refused with an {@link dev.sallyport.org.http.ApiException}. */
public final class Setup {
    private final OrgDatabase database;
    private final OrgSettings settings;
    private final Permissions permissions;
    private final Profiles profiles;
    private final PermissionSets permissionSets;
    private final Users users;
    private final OAuthApps oauthApps;
    private final ConnectedApps connectedApps;
    private final ExternalClientApps externalClientApps;
    private final Mailbox mailbox;
    private final IdentityChecks identityChecks;
    private final LoginHistory loginHistory;
    private final AuditTrail auditTrail;
    private final SalesforceId organizationId;
    private final String organizationName;

    /**
     * Opens Setup over an org's database, which has been seeded.
     *
     * @param random makes credentials and codes
     */
    public Setup(OrgDatabase database, Clock clock, SecureRandom random) {
        this.database = database;
        SetupTables.create(database.jdbi());
        AuditTrail trail = new AuditTrail(database, clock);
        this.auditTrail = trail;
        this.settings = new OrgSettings(
                database.jdbi(),
                Edition.of(ofOrganization(database, "OrganizationType", String.class)),
                ofOrganization(database, "IsSandbox", Boolean.class));
        PermissionRows rows = new PermissionRows(database, clock);
        this.permissions = new Permissions(database, clock, settings, rows);
        database.remember(() -> permissions::changed);
        this.profiles = new Profiles(database, clock, permissions, rows, trail);
        this.permissionSets = new PermissionSets(database, clock, permissions, rows, profiles, trail);
        this.mailbox = new Mailbox(database.jdbi(), clock);
        Passwords passwords = new Passwords(database.jdbi(), random);
        this.users = new Users(database, clock, passwords, profiles, rows, permissions, mailbox, trail);
        AppTable apps = new AppTable(database.jdbi());
        RunAsUsers runAsUsers = new RunAsUsers(users, permissions);
        this.oauthApps = new OAuthApps(database.jdbi(), apps, random, trail);
        this.connectedApps = new ConnectedApps(database, clock, settings, apps, oauthApps, runAsUsers, trail);
        this.externalClientApps = new ExternalClientApps(database, clock, apps, oauthApps, runAsUsers, trail);
        this.identityChecks = new IdentityChecks(database.jdbi(), clock, random, mailbox);
        this.loginHistory = new LoginHistory(database, clock);
        this.organizationId = new SalesforceId(ofOrganization(database, "Id", String.class));
        this.organizationName = ofOrganization(database, "Name", String.class);
    }

    /** The 18-character id of the {@code Organization} record. */
    public SalesforceId organizationId() {
        return organizationId;
    }

    /** {@code Organization.Name}. */
    public String organizationName() {
        return organizationName;
    }

    /** The settings of the org as a whole. */
    public OrgSettings settings() {
        return settings;
    }

    /** Object and field permissions of profiles and permission sets. */
    public Permissions permissions() {
        return permissions;
    }

    /** Setup → Profiles. */
    public Profiles profiles() {
        return profiles;
    }

    /** Setup → Permission Sets. */
    public PermissionSets permissionSets() {
        return permissionSets;
    }

    /** Setup → Users. */
    public Users users() {
        return users;
    }

    /** The apps of both kinds as OAuth clients: by consumer key or id, with their secrets and who may use them. */
    public OAuthApps oauthApps() {
        return oauthApps;
    }

    /** Setup → App Manager. */
    public ConnectedApps connectedApps() {
        return connectedApps;
    }

    /** Setup → External Client App Manager. */
    public ExternalClientApps externalClientApps() {
        return externalClientApps;
    }

    /** Where the mail goes that the org sends. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /** The check before consumer details are shown. */
    public IdentityChecks identityChecks() {
        return identityChecks;
    }

    /** Who signed in, or tried to. */
    public LoginHistory loginHistory() {
        return loginHistory;
    }

    /** What administrators did. */
    public AuditTrail auditTrail() {
        return auditTrail;
    }

    /** Whether a user may sign in or be run as from an address, by the login IP ranges of the profile. */
    public boolean isAllowedFrom(User user, String address) {
        return IpAddresses.isAllowed(address, profiles.loginIpRanges(user.profileId()));
    }

    /** Whether a user may see and change Setup. */
    public boolean isAdministrator(User user) {
        return permissions.allows(user, "PermissionsCustomizeApplication");
    }

    /** Turns the creation of connected apps on or off, on an administrator's behalf. */
    public void allowConnectedAppCreation(boolean allowed, SalesforceId actor) {
        settings.allowConnectedAppCreation(allowed);
        auditTrail.record(
                actor,
                "changedOrgSetting",
                ExternalClientApps.SECTION,
                "Turned " + (allowed ? "on" : "off") + " creation of connected apps");
    }

    /** Does several changes or, where one is refused, none. */
    public <T> T inOneGo(Supplier<T> changes) {
        try {
            return database.jdbi().inTransaction(handle -> changes.get());
        } catch (ApiException refused) {
            permissions.changed();
            throw refused;
        } finally {
            permissions.readAgain();
        }
    }

    private static <T> T ofOrganization(OrgDatabase database, String column, Class<T> type) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT \"" + column + "\" FROM \"Organization\"")
                        .mapTo(type)
                        .one());
    }
}

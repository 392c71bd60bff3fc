package dev.sallyport.org;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Edition;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What there is in every org before anyone has set it up: organization, licence, System Administrator, the first user. */
final class Foundation {
    private final OrgDatabase database;
    private final OffsetDateTime now;

    Foundation(OrgDatabase database, Clock clock) {
        this.database = database;
        this.now = clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Lays it where it is missing. */
    void lay(String administratorUsername, Edition edition, boolean sandbox) {
        if (database.isSeeded()) {
            return;
        }
        database.jdbi().useTransaction(handle -> {
            SalesforceId license = database.ids().next("100");
            handle.createUpdate("INSERT INTO \"UserLicense\" (\"Id\", \"Name\", \"MasterLabel\", \"Status\")"
                            + " VALUES (:id, 'Salesforce', 'Salesforce', 'Active')")
                    .bind("id", license.value())
                    .execute();
            layAdministrator(handle, layProfile(handle, license), administratorUsername);
            handle.createUpdate("INSERT INTO \"Organization\" (\"Id\", \"Name\", \"OrganizationType\", \"IsSandbox\","
                            + " \"CreatedDate\", \"SystemModstamp\")"
                            + " VALUES (:id, 'Local Org', :edition, :sandbox, :now, :now)")
                    .bind("id", database.ids().next("00D").value())
                    .bind("edition", edition.organizationType())
                    .bind("sandbox", sandbox)
                    .bind("now", now)
                    .execute();
        });
    }

    private SalesforceId layProfile(Handle handle, SalesforceId license) {
        SalesforceId profile = database.ids().next("00e");
        String permissions = database.schema().requireType("Profile").fields().stream()
                .map(field -> field.name())
                .filter(name -> name.startsWith("Permissions") && !name.equals("PermissionsApiUserOnly"))
                .map(name -> ", \"" + name + "\"")
                .collect(Collectors.joining());
        String allowed =
                ", TRUE".repeat((int) permissions.chars().filter(c -> c == ',').count());
        handle.createUpdate("INSERT INTO \"Profile\" (\"Id\", \"Name\", \"UserLicenseId\", \"UserType\","
                        + " \"CreatedDate\", \"SystemModstamp\"" + permissions + ")"
                        + " VALUES (:id, 'System Administrator', :license, 'Standard', :now, :now" + allowed + ")")
                .bind("id", profile.value())
                .bind("license", license.value())
                .bind("now", now)
                .execute();
        return profile;
    }

    private void layAdministrator(Handle handle, SalesforceId profile, String username) {
        handle.createUpdate("INSERT INTO \"User\" (\"Id\", \"Username\", \"LastName\", \"Email\", \"Alias\","
                        + " \"CommunityNickname\", \"IsActive\", \"ProfileId\", \"TimeZoneSidKey\", \"LocaleSidKey\","
                        + " \"LanguageLocaleKey\", \"EmailEncodingKey\", \"UserType\", \"CreatedDate\","
                        + " \"LastModifiedDate\", \"SystemModstamp\") VALUES (:id, :username, 'Administrator',"
                        + " :username, 'admin', 'admin', TRUE, :profile, 'UTC', 'en_US', 'en_US', 'UTF-8', 'Standard',"
                        + " :now, :now, :now)")
                .bind("id", database.ids().next("005").value())
                .bind("username", username)
                .bind("profile", profile.value())
                .bind("now", now)
                .execute();
    }
}

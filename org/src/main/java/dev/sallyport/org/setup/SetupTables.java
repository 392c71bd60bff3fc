package dev.sallyport.org.setup;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Makes the tables of the SQL schema SETUP where they are missing. */
final class SetupTables {
    private static final List<String> STATEMENTS =
            List.of("CREATE SCHEMA IF NOT EXISTS SETUP", """
            CREATE TABLE IF NOT EXISTS SETUP."Setting" (
                "Name" VARCHAR(80) PRIMARY KEY, "Value" VARCHAR(255) NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."Password" (
                "UserId" VARCHAR(18) PRIMARY KEY, "Salt" VARCHAR(32) NOT NULL, "Hash" VARCHAR(64) NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."FailedLogin" (
                "UserId" VARCHAR(18) PRIMARY KEY, "Failures" INTEGER NOT NULL,
                "Last" TIMESTAMP(3) WITH TIME ZONE NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."Frozen" ("UserId" VARCHAR(18) PRIMARY KEY)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."CustomProfile" ("ProfileId" VARCHAR(18) PRIMARY KEY)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."LoginIpRange" (
                "ProfileId" VARCHAR(18) NOT NULL, "Start" VARCHAR(39) NOT NULL, "End" VARCHAR(39) NOT NULL,
                PRIMARY KEY ("ProfileId", "Start", "End"))
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."App" (
                "Id" VARCHAR(18) PRIMARY KEY, "Kind" VARCHAR(20) NOT NULL, "Name" VARCHAR(80) NOT NULL,
                "ApiName" VARCHAR_IGNORECASE(80) NOT NULL, "ContactEmail" VARCHAR(128) NOT NULL,
                "Description" VARCHAR(255), "DistributionState" VARCHAR(20),
                "OAuthEnabled" BOOLEAN NOT NULL, "CallbackUrls" VARCHAR(20000) NOT NULL, "Scopes" VARCHAR(2000) NOT NULL,
                "Options" VARCHAR(2000) NOT NULL, "Certificate" VARCHAR(20000), "ConsumerKey" VARCHAR(85) NOT NULL UNIQUE,
                "ConsumerSecret" VARCHAR(64) NOT NULL, "PermittedUsers" VARCHAR(40) NOT NULL,
                "IpRelaxation" VARCHAR(60) NOT NULL, "RefreshTokenPolicy" VARCHAR(40) NOT NULL,
                "RefreshTokenHours" INTEGER, "SessionTimeoutMinutes" INTEGER, "RunAsUserId" VARCHAR(18),
                "Open" BOOLEAN NOT NULL, "StartPage" VARCHAR(10), "ClientCredentialsPolicy" BOOLEAN NOT NULL,
                UNIQUE ("Kind", "ApiName"))
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."PreAuthorization" (
                "AppId" VARCHAR(18) NOT NULL, "ParentId" VARCHAR(18) NOT NULL, PRIMARY KEY ("AppId", "ParentId"))
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."IdentityCheck" (
                "Id" VARCHAR(36) PRIMARY KEY, "UserId" VARCHAR(18) NOT NULL, "Code" VARCHAR(6) NOT NULL,
                "Asked" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "Tries" INTEGER NOT NULL,
                "Passed" TIMESTAMP(3) WITH TIME ZONE)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."Mail" (
                "Number" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Sent" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "Recipient" VARCHAR(128) NOT NULL, "Subject" VARCHAR(255) NOT NULL, "Body" VARCHAR(4000) NOT NULL)
            """);

    private SetupTables() {}

    static void create(Jdbi jdbi) {
        jdbi.useHandle(handle -> STATEMENTS.forEach(handle::execute));
    }
}

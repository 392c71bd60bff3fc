package dev.sallyport.org.oauth;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Makes the OAuth server's tables in the SQL schema SETUP where they are missing. Of codes and tokens only hashes are kept. */
final class OAuthTables {
    private static final List<String> STATEMENTS = List.of("""
            CREATE TABLE IF NOT EXISTS SETUP."OAuthApproval" (
                "UserId" VARCHAR(18) NOT NULL, "AppId" VARCHAR(18) NOT NULL, "Scopes" VARCHAR(2000) NOT NULL,
                PRIMARY KEY ("UserId", "AppId"))
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."AuthorizationCode" (
                "CodeHash" VARCHAR(44) PRIMARY KEY, "AppId" VARCHAR(18) NOT NULL, "UserId" VARCHAR(18) NOT NULL,
                "Scopes" VARCHAR(2000) NOT NULL, "RedirectUri" VARCHAR(20000) NOT NULL, "Challenge" VARCHAR(128),
                "Plain" BOOLEAN NOT NULL, "Nonce" VARCHAR(2000),
                "Issued" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "Used" BOOLEAN NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."RefreshToken" (
                "TokenHash" VARCHAR(44) PRIMARY KEY, "GrantId" VARCHAR(36) NOT NULL, "AppId" VARCHAR(18) NOT NULL,
                "UserId" VARCHAR(18) NOT NULL, "Scopes" VARCHAR(2000) NOT NULL,
                "Issued" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "LastUsed" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "Number" BIGINT GENERATED ALWAYS AS IDENTITY)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."DeviceAuthorization" (
                "DeviceCodeHash" VARCHAR(44) PRIMARY KEY, "UserCode" VARCHAR(8) NOT NULL UNIQUE,
                "AppId" VARCHAR(18) NOT NULL, "Scopes" VARCHAR(2000) NOT NULL,
                "Issued" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "LastPolled" TIMESTAMP(3) WITH TIME ZONE,
                "State" VARCHAR(20) NOT NULL, "UserId" VARCHAR(18))
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."SigningKey" (
                "KeyId" VARCHAR(80) PRIMARY KEY, "PrivateKey" VARCHAR(8000) NOT NULL,
                "Made" TIMESTAMP(3) WITH TIME ZONE NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS SETUP."UsedAssertion" (
                "AppId" VARCHAR(18) NOT NULL, "IdHash" VARCHAR(44) NOT NULL,
                "Until" TIMESTAMP(3) WITH TIME ZONE NOT NULL, PRIMARY KEY ("AppId", "IdHash"))
            """, """
            ALTER TABLE SETUP."RefreshToken" ADD COLUMN IF NOT EXISTS "Rotated" BOOLEAN DEFAULT FALSE NOT NULL
            """);

    private OAuthTables() {}

    static void create(Jdbi jdbi) {
        jdbi.useHandle(handle -> STATEMENTS.forEach(handle::execute));
    }
}

package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * Whose a token is, as the user info endpoint tells (Salesforce Help, "The UserInfo Endpoint").
 *
 * @param userId 18 characters
 * @param organizationId 18 characters
 * @param username the user's sign-in name; null if the answer has none
 * @param name first and last name; null if the answer has none
 * @param email null if the answer has none
 * @param integrationUser whether Salesforce calls it an integration user; null if the answer does not say
 */
public record UserInfo(
        String userId,
        String organizationId,
        @Nullable String username,
        @Nullable String name,
        @Nullable String email,
        @Nullable Boolean integrationUser) {}

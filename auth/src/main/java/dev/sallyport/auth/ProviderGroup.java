package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/**
 * A security group that a provider's people may be in.
 *
 * @param name the group's name here
 * @param identifier the group's value in the claim of usage Group
 * @param groupId the id that it has in the system that it was imported from; null for none
 * @param grantOnIdentityCreate whether a person is put into it at the first sign-in, whatever the claims say
 */
public record ProviderGroup(
        String name, String identifier, @Nullable String groupId, boolean grantOnIdentityCreate) {}

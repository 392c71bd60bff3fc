package dev.sallyport.salesforce;

/**
 * Who the session's user is, as the SOAP API tells (SOAP API Developer Guide, "getUserInfo").
 *
 * @param userId 18 characters
 * @param username the user's sign-in name
 * @param fullName first and last name
 * @param profileId 18 characters
 * @param organizationId 18 characters
 * @param organizationName the org's name
 */
public record SoapUserInfo(
        String userId,
        String username,
        String fullName,
        String profileId,
        String organizationId,
        String organizationName) {}

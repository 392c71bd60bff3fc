package dev.sallyport.org;

/**
 * A connected app that is ready for the client credentials flow, with the profile and the integration user behind it.
 *
 * @param consumerKey the OAuth client id
 * @param consumerSecret the OAuth client secret
 * @param username of the integration user, whom the app runs as
 * @param userId 18-character id of that user
 * @param profileId 18-character id of that user's profile, a clone of System Administrator
 * @param connectedAppId 18-character id of the app
 * @param callbackUrl the app's only one
 */
public record ReadyApp(
        String consumerKey,
        String consumerSecret,
        String username,
        String userId,
        String profileId,
        String connectedAppId,
        String callbackUrl) {
    @Override
    public String toString() {
        return "ReadyApp[consumerKey=" + consumerKey + ", consumerSecret=hidden, username=" + username + ", userId="
                + userId + ", profileId=" + profileId + ", connectedAppId=" + connectedAppId + ", callbackUrl="
                + callbackUrl + "]";
    }
}

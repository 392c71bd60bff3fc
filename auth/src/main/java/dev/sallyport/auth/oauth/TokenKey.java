package dev.sallyport.auth.oauth;

import org.jspecify.annotations.Nullable;

/**
 * Whose token it is.
 *
 * @param provider the security provider's name
 * @param user the person who owns it; null where the client does
 */
public record TokenKey(String provider, @Nullable String user) {
    /** The token that the client owns. */
    public static TokenKey ofClient(String provider) {
        return new TokenKey(provider, null);
    }

    /** The token that a person owns. */
    public static TokenKey ofUser(String provider, String user) {
        return new TokenKey(provider, user);
    }

    /** For people, such as {@code SalesforceCC} or {@code Salesforce of arthur}. */
    @Override
    public String toString() {
        return user == null ? provider : provider + " of " + user;
    }
}

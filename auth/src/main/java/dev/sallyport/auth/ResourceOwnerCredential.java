package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/**
 * The credential of type Resource Owner: whose password the client sends.
 *
 * @param userName the person's user name
 * @param password null where it has not been entered yet
 */
public record ResourceOwnerCredential(
        String userName, @Nullable Secret password) {}

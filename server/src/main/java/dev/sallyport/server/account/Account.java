package dev.sallyport.server.account;

import java.time.Instant;

/**
 * Somebody who may use the server.
 *
 * @param id never changes
 * @param userName in small letters
 * @param role what they may do
 * @param enabled whether they may log in
 * @param version counts the changes
 * @param createdAt when it was made
 */
public record Account(String id, String userName, Role role, boolean enabled, long version, Instant createdAt) {}

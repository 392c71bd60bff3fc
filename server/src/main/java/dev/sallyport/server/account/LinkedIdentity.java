package dev.sallyport.server.account;

import java.time.Instant;

/**
 * An identity by which somebody comes in.
 *
 * @param id never changes
 * @param identity whom the authorization server means
 * @param provider the security provider that it was linked through
 * @param linkedAt when
 */
public record LinkedIdentity(String id, Identity identity, String provider, Instant linkedAt) {}

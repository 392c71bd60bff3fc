package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * That the token endpoint refused, and how long it is left alone therefore.
 *
 * @param reason what is wrong
 * @param message what happened, for a person to read; no secret in it
 * @param advice what to do about it; no secret in it
 * @param pause how long the endpoint is left alone
 * @param until when that ends
 */
public record TokenRefused(Reason reason, String message, String advice, Duration pause, Instant until) {
    /** The refusal, told again with a stack trace of its own. */
    AuthorizationException again() {
        return AuthorizationException.repeated(reason, message, advice);
    }
}

package dev.sallyport.auth;

/**
 * A place outside Sallyport where secrets are kept: a vault, a cloud's secret service. Found by
 * {@link java.util.ServiceLoader}; {@code env} and {@code file} are built in.
 */
public interface SecretSource {
    /** What references to this place begin with, before the colon: lower-case letters, digits and hyphens. */
    String scheme();

    /**
     * Reads a secret; called each time that it is needed, so that a secret that was changed there is the new one here.
     *
     * @param path the reference behind the colon
     * @return the secret's text, not blank
     * @throws AuthorizationException with {@link AuthorizationException#secretUnavailable} if it is not to be had
     */
    String read(String path);
}

package dev.sallyport.auth;

/**
 * Where requests get their access token from: one for each security provider and token owner, shared by every thread
 * that calls the resource.
 */
public interface TokenSource {
    /**
     * A token that is not known to be bad: the one at hand, or a new one. However many threads ask at once, the token
     * endpoint is called once.
     *
     * @throws AuthorizationException if the authorization server refuses or cannot be reached
     */
    AccessToken token();

    /**
     * A token other than the one that the resource has just refused with a 401. If another thread has replaced it
     * meanwhile, that one's token; else a new one.
     *
     * @param refused the token that the refused request carried
     * @throws AuthorizationException if the authorization server refuses or cannot be reached
     */
    AccessToken replace(AccessToken refused);
}

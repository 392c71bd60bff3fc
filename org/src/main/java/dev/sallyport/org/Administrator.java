package dev.sallyport.org;

/**
 * The org's first system administrator, a person who may sign in to Setup.
 *
 * @param username in the form of an e-mail address
 * @param password made at random for each org unless it was given
 */
public record Administrator(String username, String password) {
    @Override
    public String toString() {
        return "Administrator[username=" + username + ", password=hidden]";
    }
}

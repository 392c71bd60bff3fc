package dev.sallyport.org;

import java.util.Optional;

/**
 * The org's first system administrator, a person who may sign in to Setup.
 *
 * @param username in the form of an e-mail address
 * @param knownPassword the password, if this start of the org set it: an org in a data folder keeps the one that it has,
 *     of which it knows no more than a hash
 */
public record Administrator(String username, Optional<String> knownPassword) {
    /**
     * The password, made at random for each new org unless it was given.
     *
     * @throws IllegalStateException if an earlier start set it
     */
    public String password() {
        return knownPassword.orElseThrow(() -> new IllegalStateException(
                "The administrator's password was set when the org was made: give one, or have it reset"));
    }

    @Override
    public String toString() {
        return "Administrator[username=" + username + ", password=hidden]";
    }
}

package dev.sallyport.server.account;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Whose a request is.
 *
 * @param userName the account's name
 * @param role what the request may do at most
 */
public record SignedIn(String userName, Role role) implements AuthenticatedPrincipal, Serializable {
    @Override
    public String getName() {
        return userName;
    }

    /** The role and all that it includes. */
    public List<GrantedAuthority> authorities() {
        return Arrays.stream(Role.values())
                .filter(role::includes)
                .<GrantedAuthority>map(included -> new SimpleGrantedAuthority("ROLE_" + included))
                .toList();
    }

    /** Who an authenticated request's person is. */
    public static SignedIn of(Authentication authentication) {
        if (authentication.getPrincipal() instanceof SignedIn signedIn) {
            return signedIn;
        }
        throw new IllegalStateException("Only accounts are authenticated here.");
    }
}

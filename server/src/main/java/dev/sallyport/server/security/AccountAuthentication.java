package dev.sallyport.server.security;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.SignedIn;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Logs people in by name and password. */
@Component
class AccountAuthentication implements AuthenticationProvider {
    private final Passwords passwords;

    AccountAuthentication(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String address =
                request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        Account account;
        try {
            account = passwords.verify(request.getName(), String.valueOf(request.getCredentials()), address);
        } catch (ServerException e) {
            throw e.reason() == Reason.THROTTLED
                    ? new LockedException(e.getMessage() + " " + e.advice(), e)
                    : new BadCredentialsException(e.getMessage(), e);
        }
        return LogIn.authenticated(new SignedIn(account.userName(), account.role()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

package dev.sallyport.server.security;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.audit.AuditTrail;
import java.util.Optional;
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
    private final Accounts accounts;
    private final LogInThrottle throttle;
    private final AuditTrail audit;

    AccountAuthentication(Accounts accounts, LogInThrottle throttle, AuditTrail audit) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.audit = audit;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String userName = request.getName();
        String address =
                request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        try {
            throttle.begin(userName, address);
        } catch (ServerException e) {
            throw new LockedException(e.getMessage() + " " + e.advice(), e);
        }
        Optional<Account> account = accounts.verify(userName, String.valueOf(request.getCredentials()));
        if (account.isEmpty()) {
            // A name that is nobody's may be a password in the wrong field.
            String known = accounts.find(userName).map(Account::userName).orElse("(unknown name)");
            audit.recordOf("anonymous", "log-in.refused", known, null, null);
            throw new BadCredentialsException("The user name or the password is wrong.");
        }
        throttle.succeeded(userName, address);
        SignedIn signedIn = new SignedIn(account.get().userName(), account.get().role());
        audit.recordOf(signedIn.userName(), "log-in", signedIn.userName(), null, null);
        return LogIn.authenticated(signedIn);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

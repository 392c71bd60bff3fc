package dev.sallyport.server.security;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.audit.AuditTrail;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks at names and passwords, whichever door they come to: failures are slowed down and stand in the audit trail. */
@Component
public class Passwords {
    private final Accounts accounts;
    private final LogInThrottle throttle;
    private final AuditTrail audit;

    Passwords(Accounts accounts, LogInThrottle throttle, AuditTrail audit) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.audit = audit;
    }

    /**
     * The account whose name and password these are.
     *
     * @param address whose try it is
     * @throws ServerException if there is none, or the next try must wait
     */
    public Account verify(String userName, String password, String address) {
        Optional<Account> account;
        try (LogInThrottle.Try one = throttle.begin(userName, address)) {
            account = accounts.verify(userName, password);
            if (account.isEmpty()) {
                one.failed();
            } else {
                one.succeeded();
            }
        }
        if (account.isEmpty()) {
            // A name that is nobody's may be a password in the wrong field.
            String known = accounts.find(userName).map(Account::userName).orElse("(unknown name)");
            audit.recordOf("anonymous", "log-in.refused", known, null, null);
            throw new ServerException(
                    Reason.FORBIDDEN, "The user name or the password is wrong.", "Try again, or ask an administrator.");
        }
        audit.recordOf(account.get().userName(), "log-in", account.get().userName(), null, null);
        return account.get();
    }
}

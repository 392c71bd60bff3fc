package dev.sallyport.server.flight;

import dev.sallyport.auth.Secret;
import dev.sallyport.flight.FlightException;
import dev.sallyport.flight.FlightException.Reason;
import dev.sallyport.flight.Gate;
import dev.sallyport.flight.Visitor;
import dev.sallyport.server.RequestId;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.ApiToken;
import dev.sallyport.server.account.ApiTokens;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.query.PreparedRuns;
import dev.sallyport.server.security.Passwords;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lets in whoever the REST API and the log-in page let in. */
@Component
class AccountsGate implements Gate {
    private final Passwords passwords;
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final PreparedRuns runs;

    AccountsGate(Passwords passwords, Accounts accounts, ApiTokens tokens, PreparedRuns runs) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.tokens = tokens;
        this.runs = runs;
    }

    @Override
    public Visitor logIn(String userName, Secret password, String address) {
        Account account;
        try {
            account = RequestId.during(
                    UUID.randomUUID().toString(), () -> passwords.verify(userName, password.reveal(), address));
        } catch (ServerException e) {
            Reason reason = e.reason() == ServerException.Reason.THROTTLED ? Reason.THROTTLED : Reason.UNAUTHENTICATED;
            throw new FlightException(reason, e.getMessage(), e.advice(), e);
        }
        return visitor(account);
    }

    private Visitor visitor(Account account) {
        return new AccountVisitor(
                new SignedIn(account.userName(), account.role()), account.id(), account.version(), runs);
    }

    @Override
    public Visitor byToken(Secret token) {
        ApiToken known = tokens.verify(token.reveal())
                .orElseThrow(() -> new FlightException(
                        Reason.UNAUTHENTICATED,
                        "The API token does not count.",
                        "It is mistyped, revoked or expired, or its account is disabled. Get another one, under"
                                + " Accounts."));
        return new AccountVisitor(new SignedIn(known.userName(), known.role()), "", AccountVisitor.NO_VERSION, runs);
    }

    /** As with the console's sessions: a change of role or password, or disabling the account, ends them. */
    @Override
    public Visitor again(Visitor visitor) {
        if (visitor instanceof AccountVisitor known && known.version() != AccountVisitor.NO_VERSION) {
            return accounts.find(known.userName())
                    .filter(account -> account.enabled()
                            // Another account may have got the name since.
                            && account.id().equals(known.account())
                            && account.version() == known.version())
                    .map(this::visitor)
                    .orElseThrow(() -> new FlightException(
                            Reason.UNAUTHENTICATED,
                            "The account has been changed since you logged in.",
                            "Connect again."));
        }
        throw new FlightException(Reason.UNAUTHENTICATED, "This session was begun by a token.", "Send the token too.");
    }
}

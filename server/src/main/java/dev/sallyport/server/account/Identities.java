package dev.sallyport.server.account;

import static dev.sallyport.server.ServerException.Reason.DUPLICATE;
import static dev.sallyport.server.ServerException.Reason.IN_USE;
import static dev.sallyport.server.ServerException.Reason.NOT_FOUND;

import dev.sallyport.server.ServerException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.springframework.stereotype.Component;

/** By which identities of authorization servers people come in to their accounts. */
@Component
public class Identities {
    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Clock clock;

    Identities(Jdbi jdbi, Accounts accounts, Clock clock) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The account that an identity is linked to, whether or not it may log in. */
    public Optional<Account> account(Identity identity) {
        return jdbi.withHandle(handle -> handle.createQuery("select a.user_name from account_identity i"
                                + " join account a on a.id = i.account_id"
                                + " where i.issuer = :issuer and i.subject = :subject")
                        .bind("issuer", identity.issuer())
                        .bind("subject", identity.subject())
                        .mapTo(String.class)
                        .findOne())
                .flatMap(accounts::find);
    }

    /** An account's identities, the oldest first. */
    public List<LinkedIdentity> list(Account account) {
        return jdbi.withHandle(handle -> list(handle, account));
    }

    private static List<LinkedIdentity> list(Handle handle, Account account) {
        return handle.createQuery("select id, issuer, subject, security_provider, linked_at"
                        + " from account_identity where account_id = :account order by linked_at, id")
                .bind("account", account.id())
                .map((row, context) -> new LinkedIdentity(
                        row.getString("id"),
                        new Identity(row.getString("issuer"), row.getString("subject")),
                        row.getString("security_provider"),
                        row.getObject("linked_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Lets an identity in to an account.
     *
     * @param provider the security provider that it was told through
     * @throws ServerException if it is linked to an account already, this one or another
     */
    public void link(Account account, Identity identity, String provider) {
        jdbi.useTransaction(handle -> insert(handle, account, identity, provider));
    }

    /**
     * Makes an account without a password for whoever has an identity.
     *
     * @param provider the security provider that it was told through
     * @throws ServerException if the name cannot be or is taken, or the identity is linked already
     */
    public Account create(Identity identity, String provider, String userName, Role role) {
        String name = accounts.checkedName(userName);
        return jdbi.inTransaction(handle -> {
            Account made = accounts.insert(handle, name, null, role);
            insert(handle, made, identity, provider);
            return made;
        });
    }

    private void insert(Handle handle, Account account, Identity identity, String provider) {
        try {
            handle.createUpdate("""
                            insert into account_identity (id, issuer, subject, account_id, security_provider, linked_at)
                            values (:id, :issuer, :subject, :account, :provider, :now)
                            """)
                    .bind("id", UUID.randomUUID().toString())
                    .bind("issuer", identity.issuer())
                    .bind("subject", identity.subject())
                    .bind("account", account.id())
                    .bind("provider", provider)
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
        } catch (JdbiException e) {
            if (UniqueViolation.is(e)) {
                throw new ServerException(
                        DUPLICATE,
                        "Whoever signed in at " + provider + " has an account already.",
                        "One identity comes in to one account. Unlink it from the other account first.",
                        e);
            }
            throw e;
        }
    }

    /**
     * Lets an identity in no more.
     *
     * @param id the linked identity's
     * @throws ServerException if the account has none of that id, or no other way in would be left
     */
    public LinkedIdentity unlink(Account account, String id) {
        return jdbi.inTransaction(handle -> {
            boolean hasPassword = handle.createQuery(
                            "select password_hash is not null from account where id = :id for update")
                    .bind("id", account.id())
                    .mapTo(Boolean.class)
                    .one();
            List<LinkedIdentity> linked = list(handle, account);
            LinkedIdentity gone = linked.stream()
                    .filter(identity -> identity.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new ServerException(
                            NOT_FOUND,
                            account.userName() + " has no such identity.",
                            "Load the page again: it may have been unlinked meanwhile."));
            if (!hasPassword && linked.size() == 1) {
                throw new ServerException(
                        IN_USE,
                        "This is the only way in to the account " + account.userName() + ".",
                        "Have an administrator set a password first, or disable or delete the account.");
            }
            handle.createUpdate("delete from account_identity where id = :id")
                    .bind("id", id)
                    .execute();
            return gone;
        });
    }
}

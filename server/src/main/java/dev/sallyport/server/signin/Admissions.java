package dev.sallyport.server.signin;

import static dev.sallyport.server.ServerException.Reason.FORBIDDEN;

import dev.sallyport.auth.ClaimType.Usage;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.oauth.Claims;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.Identities;
import dev.sallyport.server.account.Identity;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.audit.AuditTrail;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides who of those that an authorization server knows may come in, and as whom. An account is found by issuer and
 * subject alone: a name or an e-mail address may be another's tomorrow. Whoever has no account gets one only where a group
 * of the provider says so by the name of a role.
 */
@Component
class Admissions {
    private final Accounts accounts;
    private final Identities identities;
    private final AuditTrail audit;
    private final JsonMapper json;

    Admissions(Accounts accounts, Identities identities, AuditTrail audit, JsonMapper json) {
        this.accounts = accounts;
        this.identities = identities;
        this.audit = audit;
        this.json = json;
    }

    /**
     * The account of somebody who has signed in.
     *
     * @throws ServerException if they may not come in
     */
    Account admit(OAuthProvider provider, Claims claims) {
        Identity identity = Identity.of(claims);
        Account account = identities.account(identity).orElseGet(() -> welcome(provider, identity, claims));
        if (!account.enabled()) {
            throw new ServerException(
                    FORBIDDEN,
                    "Your account " + account.userName() + " is disabled.",
                    "Ask an administrator to enable it: Accounts > " + account.userName() + " > Enabled.");
        }
        return account;
    }

    private Account welcome(OAuthProvider provider, Identity identity, Claims claims) {
        Role role = role(provider, claims)
                .orElseThrow(() -> new ServerException(
                        FORBIDDEN,
                        "You have signed in at " + provider.name() + ", and you have no account here.",
                        "If you have one with a password, log in with it and link " + provider.name()
                                + " under your name at the top. Else ask an administrator for an account."));
        String userName = userName(provider, claims);
        if (accounts.find(userName).isPresent()) {
            throw new ServerException(
                    FORBIDDEN,
                    "There is an account " + userName + " already, and it is not linked to " + provider.name() + ".",
                    "If it is yours, log in with its password and link " + provider.name()
                            + " under your name at the top. Else ask an administrator.");
        }
        Account made = identities.create(identity, provider.name(), userName, role);
        audit.recordOf(
                made.userName(),
                "user.create",
                made.userName(),
                null,
                json.writeValueAsString(Map.of("role", role.word(), "provider", provider.name())));
        return made;
    }

    /** The highest role among the groups that everybody gets and those that the claims name; empty for none. */
    private static Optional<Role> role(OAuthProvider provider, Claims claims) {
        Stream<String> granted = provider.identity().groups().stream()
                .filter(ProviderGroup::grantOnIdentityCreate)
                .map(ProviderGroup::name);
        return Stream.concat(granted, claims.groups().stream())
                .flatMap(group -> Role.named(group).stream())
                .max(Comparator.naturalOrder());
    }

    private static String userName(OAuthProvider provider, Claims claims) {
        return Stream.of(Usage.NAME, Usage.EMAIL_ADDRESS)
                .flatMap(usage -> claims.first(usage).stream())
                .filter(Accounts::canBeName)
                .map(name -> name.strip())
                .findFirst()
                .orElseThrow(() -> new ServerException(
                        FORBIDDEN,
                        "What " + provider.name() + " tells of you has no name that can be a user name here.",
                        "Ask an administrator to map a claim of usage Name to the provider: one of at most 64 letters,"
                                + " digits and . _ @ -."));
    }
}

package dev.sallyport.server.administration;

import dev.sallyport.auth.Secret;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.ApiToken;
import dev.sallyport.server.account.ApiTokens;
import dev.sallyport.server.account.Identities;
import dev.sallyport.server.account.LinkedIdentity;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.audit.AuditTrail;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates and changes accounts. What an account was allowed ends with the change: its sessions are closed. */
@Component
public class AccountAdministration {
    private final Accounts accounts;
    private final Identities identities;
    private final ApiTokens tokens;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final AuditTrail audit;
    private final JsonMapper json;

    AccountAdministration(
            Accounts accounts,
            Identities identities,
            ApiTokens tokens,
            FindByIndexNameSessionRepository<? extends Session> sessions,
            AuditTrail audit,
            JsonMapper json) {
        this.json = json;
        this.identities = identities;
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Adds an account; see {@link Accounts#create}. */
    public Account create(String userName, Secret password, Role role) {
        Account account = accounts.create(userName, password, role);
        audit.record("user.create", account.userName(), null, shown(account));
        return account;
    }

    /** Changes an account; see {@link Accounts#update}. */
    public Account update(String userName, Role role, boolean enabled, @Nullable Secret password, long version) {
        Account before = accounts.get(userName);
        Account after = accounts.update(userName, role, enabled, password, version);
        endSessions(after.userName());
        audit.record("user.update", after.userName(), shown(before), shown(after));
        if (password != null) {
            audit.record("user.set-password", after.userName(), null, null);
        }
        return after;
    }

    /** Gives an account another password; see {@link Accounts#setPassword}. */
    public Account setPassword(String userName, Secret password) {
        accounts.setPassword(userName, password);
        Account account = accounts.get(userName);
        endSessions(account.userName());
        audit.record("user.set-password", account.userName(), null, null);
        return account;
    }

    /** Deletes an account; see {@link Accounts#delete}. */
    public void delete(String userName, @Nullable Long version) {
        Account before = accounts.get(userName);
        accounts.delete(userName, version);
        endSessions(before.userName());
        audit.record("user.delete", before.userName(), shown(before), null);
    }

    /** Makes an API token; see {@link ApiTokens#create}. */
    public ApiTokens.Created makeToken(String userName, String name, Role role, @Nullable Duration life) {
        ApiTokens.Created created = tokens.create(accounts.get(userName), name, role, life);
        audit.record(
                "api-token.create",
                created.token().userName() + ": " + created.token().name(),
                null,
                shown(created.token()));
        return created;
    }

    /** Ends an API token; see {@link ApiTokens#revoke}. */
    public void revokeToken(String userName, String id) {
        Account account = accounts.get(userName);
        tokens.revoke(account, id);
        audit.record("api-token.revoke", account.userName() + ": " + id, null, null);
    }

    /** Lets an identity in no more; see {@link Identities#unlink}. */
    public void unlink(String userName, String id) {
        Account account = accounts.get(userName);
        LinkedIdentity gone = identities.unlink(account, id);
        audit.record("user.unlink", account.userName(), shown(gone), null);
    }

    private void endSessions(String userName) {
        sessions.findByPrincipalName(userName).keySet().forEach(sessions::deleteById);
    }

    private String shown(LinkedIdentity linked) {
        return json.writeValueAsString(Map.of(
                "provider", linked.provider(),
                "issuer", linked.identity().issuer(),
                "subject", linked.identity().subject()));
    }

    private String shown(ApiToken token) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("id", token.id());
        properties.put("role", token.role().word());
        properties.put(
                "ends", token.expiresAt() == null ? "never" : token.expiresAt().toString());
        return json.writeValueAsString(properties);
    }

    private static String shown(Account account) {
        return "{\"role\":\"" + account.role().word() + "\",\"enabled\":" + account.enabled() + "}";
    }
}

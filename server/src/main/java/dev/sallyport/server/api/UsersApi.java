package dev.sallyport.server.api;

import static dev.sallyport.server.api.SecurityProvidersApi.required;

import dev.sallyport.auth.Secret;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Accounts;
import dev.sallyport.server.account.ApiToken;
import dev.sallyport.server.account.ApiTokens;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.AccountAdministration;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may use the server, and the API tokens of each. */
@RestController
@RequestMapping("/api/v1/users")
class UsersApi {
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final AccountAdministration administration;

    UsersApi(Accounts accounts, ApiTokens tokens, AccountAdministration administration) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.administration = administration;
    }

    /** Somebody who may use the server. */
    record UserShown(String userName, String role, boolean enabled, Instant createdAt) {
        static UserShown of(Account account) {
            return new UserShown(account.userName(), account.role().word(), account.enabled(), account.createdAt());
        }
    }

    /** A new account. */
    record UserGiven(
            @Nullable String userName,
            @Nullable String password,
            @Nullable String role) {
        /** Without the password. */
        @Override
        public String toString() {
            return "UserGiven";
        }
    }

    /**
     * What an account is to become.
     *
     * @param password a new one; null keeps the old one
     */
    record UserChanged(
            @Nullable String role,
            @Nullable Boolean enabled,
            @Nullable String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "UserChanged";
        }
    }

    /** An API token, itself excepted. */
    record ApiTokenShown(
            String id,
            String name,
            String role,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        static ApiTokenShown of(ApiToken token) {
            return new ApiTokenShown(
                    token.id(), token.name(), token.role().word(), token.createdAt(), token.expiresAt());
        }
    }

    /**
     * A new API token.
     *
     * @param name what it is for
     * @param role what it may do at most
     * @param days how long it lives; null for ever
     */
    record ApiTokenGiven(
            @Nullable String name,
            @Nullable String role,
            @Nullable Integer days) {}

    /** An API token as it is shown once. */
    record ApiTokenMade(ApiTokenShown token, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "ApiTokenMade";
        }
    }

    @Needs(Role.ADMINISTRATOR)
    @GetMapping
    Slice<UserShown> list(@RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        return Slice.of(accounts.list(), offset, limit, UserShown::of);
    }

    @Needs(Role.ADMINISTRATOR)
    @GetMapping("/{userName}")
    ResponseEntity<UserShown> get(@PathVariable String userName) {
        return answer(HttpStatus.OK, accounts.get(userName));
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping
    ResponseEntity<UserShown> create(@RequestBody UserGiven given) {
        return answer(
                HttpStatus.CREATED,
                administration.create(
                        required(given.userName(), "userName"),
                        password(required(given.password(), "password")),
                        role(given.role())));
    }

    @Needs(Role.ADMINISTRATOR)
    @PutMapping("/{userName}")
    ResponseEntity<UserShown> update(
            @PathVariable String userName,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody UserChanged changed) {
        long version = EntityTag.required(ifMatch, () -> version(userName));
        Account account = administration.update(
                userName,
                role(changed.role()),
                required(changed.enabled(), "enabled"),
                changed.password() == null ? null : password(changed.password()),
                version);
        return answer(HttpStatus.OK, account);
    }

    @Needs(Role.ADMINISTRATOR)
    @DeleteMapping("/{userName}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String userName,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        administration.delete(userName, EntityTag.optional(ifMatch, () -> version(userName)));
    }

    private long version(String userName) {
        return accounts.get(userName).version();
    }

    @Needs(Role.ADMINISTRATOR)
    @GetMapping("/{userName}/api-tokens")
    List<ApiTokenShown> tokens(@PathVariable String userName) {
        return tokens.list(accounts.get(userName)).stream()
                .map(ApiTokenShown::of)
                .toList();
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{userName}/api-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    ApiTokenMade makeToken(@PathVariable String userName, @RequestBody ApiTokenGiven given) {
        ApiTokens.Created created = administration.makeToken(
                userName,
                required(given.name(), "name"),
                role(given.role()),
                given.days() == null ? null : Duration.ofDays(given.days()));
        return new ApiTokenMade(
                ApiTokenShown.of(created.token()), created.secret().reveal());
    }

    @Needs(Role.ADMINISTRATOR)
    @DeleteMapping("/{userName}/api-tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@PathVariable String userName, @PathVariable String id) {
        administration.revokeToken(userName, id);
    }

    private static ResponseEntity<UserShown> answer(HttpStatus status, Account account) {
        return EntityTag.with(status, account.version(), UserShown.of(account));
    }

    private static Secret password(String text) {
        return Secret.of(text.isBlank() ? "?" : text);
    }

    private static Role role(@Nullable String word) {
        String wanted = required(word, "role");
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ServerException(
                        ServerException.Reason.INVALID,
                        "There is no such role.",
                        "Let role be viewer, analyst, editor or administrator."));
    }
}

package dev.sallyport.server.api;

import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Revocation;
import dev.sallyport.catalog.StoredToken;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.TokenAdministration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tokens that are kept for the providers: to be seen, never to be had. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokensApi {
    private final Catalog catalog;
    private final TokenAdministration administration;

    TokensApi(Catalog catalog, TokenAdministration administration) {
        this.catalog = catalog;
        this.administration = administration;
    }

    /**
     * A token, itself excepted.
     *
     * @param user whose it is; null for the system's own
     * @param expiresAt null where only a 401 tells
     * @param refused why the server last refused one; null after a success
     */
    record StoredTokenShown(
            String provider,
            @Nullable String user,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt,
            List<String> scopes,
            boolean refreshable,
            @Nullable String refused) {
        static StoredTokenShown of(StoredToken token) {
            TokenMetadata metadata = token.metadata();
            return new StoredTokenShown(
                    metadata.key().provider(),
                    metadata.key().user(),
                    metadata.issuedAt(),
                    metadata.expiresAt(),
                    List.copyOf(new TreeSet<>(metadata.scopes())),
                    metadata.refreshable(),
                    token.refused() == null ? null : token.refused().message());
        }
    }

    /** What became of a revoked token at the server. */
    record Revoked(String outcome, @Nullable String detail) {}

    @Needs(Role.VIEWER)
    @GetMapping
    Slice<StoredTokenShown> list(
            @RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        return Slice.of(catalog.tokens().list(), offset, limit, StoredTokenShown::of);
    }

    @Needs(Role.EDITOR)
    @DeleteMapping
    Revoked revoke(@RequestParam String provider, @RequestParam(defaultValue = "") String user) {
        Revocation revocation = administration.revoke(provider, user);
        return new Revoked(revocation.outcome().name(), revocation.detail());
    }
}

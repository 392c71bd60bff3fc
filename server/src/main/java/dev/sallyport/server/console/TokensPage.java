package dev.sallyport.server.console;

import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.catalog.StoredToken;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that the authorization servers have given: to be seen, never to be had.
 *
 * @param tokens by provider and user
 * @param alert what became of one that was revoked; null for nothing
 */
public record TokensPage(List<Row> tokens, @Nullable Alert alert) implements Page {
    /**
     * A token, itself excepted.
     *
     * @param provider whose it is
     * @param user which person's; empty for the system's own
     * @param issued how long ago
     * @param expires when it ends; in words where only a 401 tells
     * @param scopes what it allows
     * @param refreshable whether a refresh token came with it
     * @param refused why the server last refused one; empty after a success
     */
    public record Row(
            String provider,
            String user,
            String issued,
            String expires,
            String scopes,
            boolean refreshable,
            String refused) {
        static Row of(StoredToken token, Instant now) {
            TokenMetadata metadata = token.metadata();
            String user = metadata.key().user();
            Instant issued = metadata.issuedAt();
            Instant expires = metadata.expiresAt();
            return new Row(
                    metadata.key().provider(),
                    user == null ? "" : user,
                    issued == null ? "none" : Ago.of(issued, now),
                    expires == null ? "a 401 tells" : expires.toString(),
                    String.join(" ", new TreeSet<>(metadata.scopes())),
                    metadata.refreshable(),
                    token.refused() == null ? "" : token.refused().message());
        }
    }

    @Override
    public String template() {
        return "tokens.jte";
    }
}

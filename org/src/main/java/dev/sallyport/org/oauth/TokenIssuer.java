package dev.sallyport.org.oauth;

import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opens the session that was granted and words the answer. There is no {@code expires_in}: a session lives on as long as
 * it is used.
 */
final class TokenIssuer {
    private static final String HMAC = "HmacSHA256";

    private final Setup setup;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final Clients clients;
    private final Hosts hosts;
    private final OpenId openId;
    private final Clock clock;

    TokenIssuer(
            Setup setup,
            Sessions sessions,
            RefreshTokens refreshTokens,
            Clients clients,
            Hosts hosts,
            OpenId openId,
            Clock clock) {
        this.setup = setup;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.clients = clients;
        this.hosts = hosts;
        this.openId = openId;
        this.clock = clock;
    }

    /** The members of the answer that the grant has, in its order. */
    Map<String, Object> issue(Granted granted, Host host) {
        String accessToken = open(granted);
        String issuedAt = Long.toString(clock.millis());
        Map<String, Object> answer = new LinkedHashMap<>();
        for (AnswerMember member : granted.members()) {
            @Nullable String value = value(member, granted, host, accessToken, issuedAt);
            if (value != null) {
                answer.put(member.parameter(), value);
            }
        }
        return answer;
    }

    private @Nullable String value(
            AnswerMember member, Granted granted, Host host, String accessToken, String issuedAt) {
        return switch (member) {
            case ACCESS_TOKEN -> accessToken;
            case REFRESH_TOKEN -> granted.refreshToken();
            case SIGNATURE -> sign(hosts.identityUrl(granted.user()) + issuedAt, clients.secretOf(granted.app()));
            case SCOPE -> Scopes.value(granted.scopes());
            case ID_TOKEN -> granted.scopes().contains(Scope.OPENID) ? idToken(granted, host, accessToken) : null;
            case INSTANCE_URL -> hosts.myDomain().root();
            case ID -> hosts.identityUrl(granted.user());
            case TOKEN_TYPE -> "Bearer";
            case ISSUED_AT -> issuedAt;
        };
    }

    /** A grant may end while its next session is opened, and then the session ends too. */
    private String open(Granted granted) {
        @Nullable String grantId = granted.grantId();
        String token =
                sessions.open(granted.user().id(), granted.app().id(), granted.scopes(), timeout(granted), grantId);
        if (grantId != null && !refreshTokens.stands(grantId)) {
            sessions.revoke(token);
            throw OAuthErrors.expired();
        }
        return token;
    }

    private String idToken(Granted granted, Host host, String accessToken) {
        return openId.tokens()
                .make(
                        host.root(),
                        hosts.identityUrl(granted.user()),
                        setup.oauthApps().consumerDetails(granted.app()).consumerKey(),
                        accessToken,
                        granted.nonce());
    }

    private Duration timeout(Granted granted) {
        @Nullable Integer minutes = granted.app().policies().sessionTimeoutMinutes();
        return minutes == null ? setup.settings().sessionTimeout() : Duration.ofMinutes(minutes);
    }

    private static String sign(String text, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}

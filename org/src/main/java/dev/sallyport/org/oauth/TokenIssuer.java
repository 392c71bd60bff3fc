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
    private final Clients clients;
    private final Hosts hosts;
    private final OpenId openId;
    private final Clock clock;

    TokenIssuer(Setup setup, Sessions sessions, Clients clients, Hosts hosts, OpenId openId, Clock clock) {
        this.setup = setup;
        this.sessions = sessions;
        this.clients = clients;
        this.hosts = hosts;
        this.openId = openId;
        this.clock = clock;
    }

    /** The members of the answer, in Salesforce's order. */
    Map<String, Object> issue(Granted granted, Host host) {
        String accessToken = sessions.open(
                granted.user().id(), granted.app().id(), granted.scopes(), timeout(granted), granted.grantId());
        String identity = hosts.identityUrl(granted.user());
        String issuedAt = Long.toString(clock.millis());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", accessToken);
        @Nullable String refreshToken = granted.refreshToken();
        if (refreshToken != null) {
            answer.put("refresh_token", refreshToken);
        }
        answer.put("signature", sign(identity + issuedAt, clients.secretOf(granted.app())));
        answer.put("scope", Scopes.value(granted.scopes()));
        if (granted.identified() && granted.scopes().contains(Scope.OPENID)) {
            answer.put("id_token", idToken(granted, host, accessToken));
        }
        answer.put("instance_url", hosts.myDomain().root());
        answer.put("id", identity);
        answer.put("token_type", "Bearer");
        answer.put("issued_at", issuedAt);
        return answer;
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

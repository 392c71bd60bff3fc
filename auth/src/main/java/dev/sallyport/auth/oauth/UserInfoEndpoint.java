package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The endpoint that tells whose a token is (OpenID Connect Core, section 5.3). */
final class UserInfoEndpoint {
    private final OAuthHttp http;

    UserInfoEndpoint(OAuthProvider provider, HttpClient http) {
        this.http = new OAuthHttp(provider, http);
    }

    /**
     * What it says.
     *
     * @throws AuthorizationException if it refuses the token or is no such endpoint
     */
    Map<String, Object> ask(URI endpoint, AccessToken token) {
        HttpResponse<byte[]> answer = http.get(endpoint, token.value());
        if (answer.statusCode() != 200) {
            throw AuthorizationException.of(
                    Reason.UNEXPECTED_ANSWER,
                    "HTTP " + answer.statusCode() + " from " + endpoint + ".",
                    "Correct the User Info Endpoint, and give the app the scope openid or id.");
        }
        try {
            Map<String, Object> claims =
                    new HashMap<>(JSONObjectUtils.parse(new String(answer.body(), StandardCharsets.UTF_8)));
            claims.values().removeIf(value -> value == null);
            return claims;
        } catch (ParseException e) {
            throw AuthorizationException.of(
                    Reason.UNEXPECTED_ANSWER,
                    "what " + endpoint + " answers is no JSON object.",
                    "Correct the User Info Endpoint of the provider.");
        }
    }
}

package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenStore;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is examined.
 *
 * @param provider the security provider
 * @param dataServers the OAuth server URLs of the data servers that use it, as they were typed, by the servers' names
 * @param callbackUrl where browsers come back to after a sign-in; null where it is not known
 * @param tokens where the tokens of people are; the client's own are fetched anew and kept nowhere
 * @param owner whose tokens are looked at where a person must sign in
 */
public record Patient(
        OAuthProvider provider,
        Map<String, String> dataServers,
        @Nullable URI callbackUrl,
        TokenStore tokens,
        TokenKey owner) {
    public Patient {
        dataServers = Collections.unmodifiableMap(new LinkedHashMap<>(dataServers));
    }

    /** A provider alone, without data servers and stored tokens. */
    public static Patient of(OAuthProvider provider) {
        return new Patient(provider, Map.of(), null, new InMemoryTokenStore(), TokenKey.ofClient(provider.name()));
    }

    /** The same with a data server. */
    public Patient withDataServer(String name, String oauthServerUrl) {
        Map<String, String> more = new LinkedHashMap<>(dataServers);
        more.put(name, oauthServerUrl);
        return new Patient(provider, more, callbackUrl, tokens, owner);
    }

    /** The same with the address that browsers come back to. */
    public Patient withCallbackUrl(URI url) {
        return new Patient(provider, dataServers, url, tokens, owner);
    }

    /** The same with people's tokens, and the one of them whose are looked at. */
    public Patient withTokens(TokenStore store, TokenKey key) {
        return new Patient(provider, dataServers, callbackUrl, store, key);
    }
}

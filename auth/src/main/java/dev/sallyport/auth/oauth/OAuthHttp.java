package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.http.HttpTransport;
import dev.sallyport.auth.http.TransportException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Carries the messages of the OAuth SDK to an authorization server, with the provider's own headers. */
final class OAuthHttp {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Keys and metadata are some ten thousand bytes long, tokens less. */
    private static final long MOST_BYTES = 1_000_000;

    private final OAuthProvider provider;
    private final HttpTransport transport;

    OAuthHttp(OAuthProvider provider, HttpClient http) {
        this.provider = provider;
        this.transport = new HttpTransport(http, DEADLINE, MOST_BYTES);
    }

    /**
     * Sends a form.
     *
     * @throws AuthorizationException if there is no answer
     */
    HttpResponse<byte[]> send(HTTPRequest message, URI endpoint) {
        HttpRequest.Builder request =
                builder(endpoint).POST(BodyPublishers.ofString(message.getBody() == null ? "" : message.getBody()));
        message.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return send(request);
    }

    /**
     * Reads a document.
     *
     * @throws AuthorizationException if there is no answer
     */
    HttpResponse<byte[]> get(URI address) {
        return send(builder(address).GET());
    }

    /**
     * Reads a document that is only for whoever has a token.
     *
     * @throws AuthorizationException if there is no answer
     */
    HttpResponse<byte[]> get(URI address, Secret token) {
        return send(builder(address)
                .setHeader("Authorization", "Bearer " + token.reveal())
                .GET());
    }

    /** How the server may be quoted that was sent a form. */
    QuotedWords wordsAfter(HTTPRequest message) {
        return QuotedWords.after(message, provider.parameters().requestHeaders().values())
                .without(provider.credentials().client().clientSecret());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        request.setHeader("Accept", "application/json");
        for (Map.Entry<String, Secret> header :
                provider.parameters().requestHeaders().entrySet()) {
            request.setHeader(header.getKey(), header.getValue().reveal());
        }
        try {
            return transport.send(request.build());
        } catch (TransportException e) {
            throw AuthorizationException.of(e);
        }
    }

    private static HttpRequest.Builder builder(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(DEADLINE);
        return "http".equals(address.getScheme()) ? request.version(HttpClient.Version.HTTP_1_1) : request;
    }
}

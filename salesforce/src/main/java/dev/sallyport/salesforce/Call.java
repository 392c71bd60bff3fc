package dev.sallyport.salesforce;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request before it has a token.
 *
 * @param asked what is asked, for a failure's message
 * @param whenNotFound what it means that there is no such resource
 * @param metered whether it counts against the org's daily calls
 * @param read whether it only reads, and is sent again when the connection breaks or Salesforce is busy
 * @param request the request with a token on it
 */
record Call(
        String asked,
        Reason whenNotFound,
        boolean metered,
        boolean read,
        BiFunction<AccessToken, ResourceAccess, HttpRequest> request) {
    /** A resource of the REST API. */
    static Call get(String asked, URI resource, Reason whenNotFound) {
        return getIfModified(asked, resource, whenNotFound, null);
    }

    /** A resource of the REST API, unless it is as it was at a time that an earlier answer told; null: in any case. */
    static Call getIfModified(String asked, URI resource, Reason whenNotFound, @Nullable String since) {
        HttpRequest.Builder request = builder(resource);
        if (since != null) {
            request.header("If-Modified-Since", since);
        }
        return new Call(asked, whenNotFound, true, false, (token, access) -> access.authorize(token, request.build()));
    }

    /** The same, sent again when the connection breaks or Salesforce is busy: it changes nothing. */
    Call asRead() {
        return new Call(asked, whenNotFound, metered, true, request);
    }

    /** A resource that is not metered: user info. */
    static Call getUnmetered(String asked, URI resource) {
        return new Call(
                asked,
                Reason.UNEXPECTED_ANSWER,
                false,
                false,
                (token, access) -> access.authorize(token, builder(resource).build()));
    }

    /** A JSON document for a resource of the REST API. */
    static Call postJson(String asked, URI resource, String json) {
        HttpRequest request = builder(resource)
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString(json))
                .build();
        return new Call(
                asked, Reason.VERSION_UNSUPPORTED, true, false, (token, access) -> access.authorize(token, request));
    }

    /**
     * A resource of the REST API that is made, changed or deleted.
     *
     * @param body with what it is; null for none
     */
    static Call change(
            String asked,
            String method,
            URI resource,
            Reason whenNotFound,
            @Nullable BodyPublisher body,
            String contentType) {
        HttpRequest.Builder request = builder(resource).method(method, body == null ? BodyPublishers.noBody() : body);
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        HttpRequest built = request.build();
        return new Call(asked, whenNotFound, true, false, (token, access) -> access.authorize(token, built));
    }

    /** Compressed content for a resource of the REST API. */
    static Call upload(String asked, URI resource, BodyPublisher gzip, String contentType) {
        HttpRequest request = builder(resource)
                .header("Content-Type", contentType)
                .header("Content-Encoding", "gzip")
                .PUT(gzip)
                .build();
        return new Call(asked, Reason.OTHER, true, false, (token, access) -> access.authorize(token, request));
    }

    /** A SOAP message, which carries the token inside. */
    static Call soap(String asked, URI endpoint, Function<String, String> messageOfSession) {
        return new Call(
                asked,
                Reason.VERSION_UNSUPPORTED,
                true,
                false,
                (token, access) -> access.withHeaders(builder(endpoint)
                        .setHeader("Accept", "text/xml")
                        .header("Content-Type", "text/xml; charset=UTF-8")
                        .header("SOAPAction", "\"\"")
                        .POST(BodyPublishers.ofString(
                                messageOfSession.apply(token.value().reveal())))
                        .build()));
    }

    /** A request with what all requests have. */
    static HttpRequest.Builder builder(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "Sallyport");
        // Without TLS the JDK's client would ask every server for an upgrade to HTTP/2.
        return "http".equals(uri.getScheme()) ? request.version(HttpClient.Version.HTTP_1_1) : request;
    }
}

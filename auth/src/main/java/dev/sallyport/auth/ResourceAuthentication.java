package dev.sallyport.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** How the access token travels to the resource (RFC 6750, section 2). */
public sealed interface ResourceAuthentication {
    /** The {@code Authorization: Bearer} header: what Salesforce and nearly everyone wants. */
    ResourceAuthentication BEARER = new Bearer();

    /** The name that the guide and App Builder give it. */
    String label();

    /**
     * Puts a token on a request.
     *
     * @param token the token; from here on the request holds it in the clear
     * @param request what to put it on; it stays as it is
     * @return the request with the token
     * @throws IllegalArgumentException if the form needs another kind of request: a form field needs a form
     */
    HttpRequest authorize(AccessToken token, HttpRequest request);

    /** The {@code Authorization: Bearer} header (RFC 6750, section 2.1). */
    record Bearer() implements ResourceAuthentication {
        @Override
        public String label() {
            return "Bearer";
        }

        @Override
        public HttpRequest authorize(AccessToken token, HttpRequest request) {
            return withHeader(
                    request, "Authorization", "Bearer " + token.value().reveal());
        }
    }

    /**
     * A header of the vendor's own, such as {@code Authorization: OAuth ...} (Salesforce's older form), {@code
     * Authorization: Zoho-oauthtoken ...} or {@code X-Shopify-Access-Token: ...}.
     *
     * @param name the header's name
     * @param scheme what stands before the token, without the blank; empty for nothing
     */
    record Header(String name, String scheme) implements ResourceAuthentication {
        @Override
        public String label() {
            return "Header";
        }

        @Override
        public HttpRequest authorize(AccessToken token, HttpRequest request) {
            String value = token.value().reveal();
            return withHeader(request, name, scheme.isEmpty() ? value : scheme + " " + value);
        }
    }

    /**
     * A parameter of the address (RFC 6750, section 2.3). Addresses end up in logs: for what takes nothing else.
     *
     * @param parameter {@code access_token} by the standard
     */
    record Query(String parameter) implements ResourceAuthentication {
        @Override
        public String label() {
            return "Query";
        }

        @Override
        public HttpRequest authorize(AccessToken token, HttpRequest request) {
            URI address = request.uri();
            String added = pair(parameter, token);
            String query = address.getRawQuery() == null ? added : address.getRawQuery() + "&" + added;
            String before = address.toString().replaceFirst("[?#].*", "");
            // The standard asks for this header, so that no cache keeps the answer.
            return HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase("Cache-Control"))
                    .uri(URI.create(before + "?" + query))
                    .header("Cache-Control", "no-store")
                    .build();
        }
    }

    /**
     * A field of a form in the request's body (RFC 6750, section 2.2).
     *
     * @param parameter {@code access_token} by the standard
     */
    record Form(String parameter) implements ResourceAuthentication {
        private static final String FORM = "application/x-www-form-urlencoded";

        @Override
        public String label() {
            return "Form";
        }

        @Override
        public HttpRequest authorize(AccessToken token, HttpRequest request) {
            boolean isForm = request.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.regionMatches(true, 0, FORM, 0, FORM.length()))
                    .isPresent();
            if (!isForm || request.method().equals("GET")) {
                throw new IllegalArgumentException("A token in a form field needs a request that sends a form.");
            }
            byte[] field = pair(parameter, token).getBytes(StandardCharsets.US_ASCII);
            HttpRequest.BodyPublisher body = request.bodyPublisher()
                    .filter(publisher -> publisher.contentLength() != 0)
                    .map(publisher -> BodyPublishers.concat(
                            publisher, BodyPublishers.ofString("&"), BodyPublishers.ofByteArray(field)))
                    .orElseGet(() -> BodyPublishers.ofByteArray(field));
            return HttpRequest.newBuilder(request, (name, value) -> true)
                    .method(request.method(), body)
                    .build();
        }
    }

    private static HttpRequest withHeader(HttpRequest request, String name, String value) {
        return HttpRequest.newBuilder(request, (other, any) -> !other.equalsIgnoreCase(name))
                .header(name, value)
                .build();
    }

    private static String pair(String parameter, AccessToken token) {
        return encoded(parameter) + "=" + encoded(token.value().reveal());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.sallyport.salesforce;

import java.net.URI;

/**
 * A data server's OAuth server URL, such as {@code https://acme.my.salesforce.com/services/Soap/c/55.0}: it names the
 * org's address and the API version.
 *
 * @param instance scheme, host and port alone, such as {@code https://acme.my.salesforce.com}
 * @param version the version that all APIs are called in
 */
public record OAuthServerUrl(URI instance, ApiVersion version) {
    /**
     * Reads an OAuth server URL.
     *
     * @param text as the user typed it; blanks around it are ignored
     * @throws SalesforceException if it is not one; the advice says what to change
     */
    public static OAuthServerUrl parse(String text) {
        URI uri = URI.create(text.strip());
        return new OAuthServerUrl(
                URI.create(uri.getScheme() + "://" + uri.getAuthority()),
                ApiVersion.parse(uri.getPath().substring("/services/Soap/c/".length())));
    }

    /** The URL: the address of the enterprise SOAP API. */
    public URI uri() {
        return instance.resolve("/services/Soap/c/" + version);
    }

    /** The URL. */
    @Override
    public String toString() {
        return uri().toString();
    }
}

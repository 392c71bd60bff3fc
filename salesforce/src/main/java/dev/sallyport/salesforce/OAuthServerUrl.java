package dev.sallyport.salesforce;

import dev.sallyport.auth.SalesforceHost;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data server's OAuth server URL, such as {@code https://acme.my.salesforce.com/services/Soap/c/55.0}: it names the
 * org's address and the API version.
 *
 * @param instance scheme, host and port alone, such as {@code https://acme.my.salesforce.com}
 * @param version the version that all APIs are called in
 */
public record OAuthServerUrl(URI instance, ApiVersion version) {
    private static final String FORM = "Write it as https://{My Domain}/services/Soap/c/55.0, with the host that Setup"
            + " shows under Company Settings > My Domain.";

    private static final Pattern PATH = Pattern.compile("/services/Soap/c/([^/]+)(?:/00D\\w{12}(?:\\w{3})?)?/?");

    /**
     * Reads an OAuth server URL. An org id behind the version, as the enterprise WSDL has it, is ignored.
     *
     * @param text as the user typed it; blanks around it are ignored
     * @throws SalesforceException if it is not one; the advice says what to change
     */
    public static OAuthServerUrl parse(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            throw invalid("The OAuth server URL is empty.", FORM);
        }
        URI uri;
        try {
            uri = new URI(typed);
        } catch (URISyntaxException e) {
            throw invalid("The OAuth server URL has a character that no address has: " + e.getReason() + ".", FORM);
        }
        checkHost(uri);
        return new OAuthServerUrl(instanceOf(uri), version(uri));
    }

    /**
     * Refuses a version that the org does not speak.
     *
     * @param versions those that it speaks, oldest first; where it lists none, any may be right
     * @throws SalesforceException that names the oldest and the newest
     */
    public void requireOneOf(List<ApiVersion> versions) {
        if (versions.isEmpty() || versions.contains(version)) {
            return;
        }
        ApiVersion newest = versions.get(versions.size() - 1);
        throw SalesforceException.of(
                Reason.VERSION_UNSUPPORTED,
                "The org speaks the API versions " + versions.get(0) + " to " + newest + ", not " + version + ".",
                "Let the OAuth server URL end in one of them, such as /services/Soap/c/" + newest + ".");
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

    private static void checkHost(URI uri) {
        boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(isHttps || isHttp)) {
            throw invalid("The OAuth server URL does not begin with https:// and a host: " + uri, FORM);
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw invalid("The OAuth server URL holds a user, a query or a fragment, and has no use for one.", FORM);
        }
        if (SalesforceHost.isExposed(uri)) {
            throw SalesforceException.of(Reason.TLS_REQUIRED, "the OAuth server URL is " + uri + ".");
        }
        switch (SalesforceHost.of(uri)) {
            case LOGIN, LIGHTNING, SETUP ->
                throw invalid(
                        "The OAuth server URL names " + uri.getHost() + ", which is not the org's own host.", FORM);
            case MY_DOMAIN, LOOPBACK, OTHER -> {}
        }
    }

    /**
     * A resource of the org's REST API in this version.
     *
     * @param path what follows the version: {@code /sobjects}
     */
    URI resource(String path) {
        return instance.resolve("/services/data/v" + version + path);
    }

    private static URI instanceOf(URI uri) {
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority());
    }

    private static ApiVersion version(URI uri) {
        String path = uri.getPath();
        Matcher form = PATH.matcher(path);
        if (!form.matches()) {
            throw invalid("The OAuth server URL has the wrong path: " + uri, adviceOnPath(path));
        }
        try {
            return ApiVersion.parse(form.group(1));
        } catch (IllegalArgumentException e) {
            throw invalid(
                    "The OAuth server URL ends in \"" + form.group(1) + "\", which is not an API version.",
                    "Let it end in a number like 55.0, with a point and a zero and without a v. The versions of the org"
                            + " are listed at " + instanceOf(uri) + "/services/data.");
        }
    }

    private static String adviceOnPath(String path) {
        if (path.startsWith("/services/Soap/u")) {
            return "Replace /u/ by /c/: the partner API's address stands where the enterprise API's belongs.";
        }
        if (path.startsWith("/services/Soap/m")) {
            return "Replace /m/ by /c/: the Metadata API's address stands where the enterprise API's belongs.";
        }
        if (path.matches("/services/Soap/c/?")) {
            return "Add the API version at the end: /services/Soap/c/55.0.";
        }
        if (path.toLowerCase(Locale.ROOT).startsWith("/services/soap/c/")) {
            return "Write Soap with a capital S and c in small: /services/Soap/c/55.0.";
        }
        if (path.startsWith("/services/data")) {
            return "That is the REST API's path. Write /services/Soap/c/55.0 in its place.";
        }
        if (path.startsWith("/services/oauth2")) {
            return "That is an endpoint of the security provider. Write /services/Soap/c/55.0 in its place.";
        }
        if (path.isEmpty() || path.equals("/")) {
            return "Add the path at the end of the host: /services/Soap/c/55.0.";
        }
        return FORM;
    }

    private static SalesforceException invalid(String message, String advice) {
        return SalesforceException.of(Reason.SERVER_URL_INVALID, message, advice);
    }
}

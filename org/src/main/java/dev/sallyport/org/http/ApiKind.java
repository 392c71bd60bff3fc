package dev.sallyport.org.http;

import java.util.Arrays;
import java.util.List;

/** What a request is for, told from its path: the heads under which traffic is counted and faults are asked for. */
public enum ApiKind {
    /** {@code /services/oauth2/token}: each one is a sign-in. */
    TOKEN,
    /** The rest of the OAuth server: user info, identity, revoke, introspect, discovery. */
    OAUTH,
    /** {@code /services/data} itself, the list of versions. */
    VERSIONS,
    /** The first page of a SOQL query by REST. */
    QUERY,
    /** A further page of a SOQL query by REST. */
    QUERY_MORE,
    /** Describe of all objects or of one by REST. */
    DESCRIBE,
    /** Any other REST resource, and Apex REST. */
    REST,
    /** The SOAP API. */
    SOAP,
    /** Bulk API and Bulk API 2.0. */
    BULK,
    /** The Setup admin API, which no real org has in this form. */
    SETUP,
    /** Everything else, such as a path that does not exist. */
    OTHER;

    private static final String REST_ROOT = "/services/data";

    /**
     * Tells what a request is for.
     *
     * @param path the request's path, without the query string
     */
    public static ApiKind of(String path) {
        if (path.startsWith("/services/oauth2/token")) {
            return TOKEN;
        }
        if (path.startsWith("/services/oauth2") || path.startsWith("/id/") || path.startsWith("/.well-known/")) {
            return OAUTH;
        }
        if (path.startsWith("/services/Soap/")) {
            return SOAP;
        }
        if (path.startsWith("/services/async/")) {
            return BULK;
        }
        if (path.startsWith("/setup/api")) {
            return SETUP;
        }
        if (path.startsWith("/services/apexrest")) {
            return REST;
        }
        return path.startsWith(REST_ROOT) ? restKind(path.substring(REST_ROOT.length())) : OTHER;
    }

    private static ApiKind restKind(String belowRoot) {
        List<String> segments = Arrays.stream(belowRoot.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.isEmpty()) {
            return VERSIONS;
        }
        String resource = segments.size() > 1 ? segments.get(1) : "";
        if (resource.equals("query") || resource.equals("queryAll")) {
            return segments.size() > 2 ? QUERY_MORE : QUERY;
        }
        if (resource.equals("jobs")) {
            return BULK;
        }
        boolean describe = resource.equals("sobjects") && (segments.size() == 2 || belowRoot.endsWith("/describe"));
        return describe ? DESCRIBE : REST;
    }
}

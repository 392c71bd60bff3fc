package dev.sallyport.org.oauth;

import java.util.function.Supplier;

/**
 * A host that the OAuth server answers on: the org's own domain, or the one that plays {@code login.salesforce.com}.
 *
 * @param url the host's root, known once it has its port
 */
record Host(Kind kind, Supplier<String> url) {

    /** What a host may do differs. */
    enum Kind {
        MY_DOMAIN,
        LOGIN
    }

    String root() {
        return url.get();
    }

    String tokenEndpoint() {
        return root() + TokenEndpoint.PATH;
    }
}

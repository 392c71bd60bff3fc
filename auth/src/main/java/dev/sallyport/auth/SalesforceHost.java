package dev.sallyport.auth;

import java.net.URI;
import java.util.Locale;

/** What kind of host an address names, by its name alone (Salesforce Help, "My Domain URL Formats"). */
public enum SalesforceHost {
    /** An org's own: {@code acme.my.salesforce.com}, or {@code acme--dev.sandbox.my.salesforce.com}. */
    MY_DOMAIN,
    /** Where people of all orgs sign in: {@code login.salesforce.com}, {@code test.salesforce.com}. */
    LOGIN,
    /** Where people work: {@code acme.lightning.force.com}. */
    LIGHTNING,
    /** Where administrators work: {@code acme.my.salesforce-setup.com}. */
    SETUP,
    /** This machine. */
    LOOPBACK,
    /** Anything else. */
    OTHER;

    /**
     * Tells the kind of an address's host; the name service is not asked.
     *
     * @param address a URI with a host
     */
    public static SalesforceHost of(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("login.salesforce.com") || host.equals("test.salesforce.com")) {
            return LOGIN;
        }
        if (host.endsWith(".lightning.force.com")) {
            return LIGHTNING;
        }
        if (host.endsWith(".salesforce-setup.com")) {
            return SETUP;
        }
        if (host.endsWith(".my.salesforce.com")) {
            return MY_DOMAIN;
        }
        if (host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}")) {
            return LOOPBACK;
        }
        return OTHER;
    }

    /** Whether what is sent to an address can be read on the way: plain http, and not to this machine. */
    public static boolean isExposed(URI address) {
        return "http".equalsIgnoreCase(address.getScheme()) && of(address) != LOOPBACK;
    }
}

package dev.sallyport.auth;

import java.util.List;

/** How a token is asked for: the OAuth grant with what is particular to it. */
public sealed interface Grant {
    /** The name that the guide and App Builder give it, such as {@code Client Credentials}. */
    String label();

    /**
     * The client asks in its own name (RFC 6749, section 4.4).
     *
     * @param scopes what to ask for; empty leaves it to the server, which is the only way with Salesforce: in this flow it
     *     grants what the app has and refuses a request that names any
     */
    record ClientCredentials(List<String> scopes) implements Grant {
        public ClientCredentials {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String label() {
            return "Client Credentials";
        }
    }
}

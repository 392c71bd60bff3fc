package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/** How an HTTP provider's requests prove who sends them. */
public sealed interface HttpAuthentication {
    /** The name that App Builder gives it. */
    String label();

    /** Not at all. */
    record Anonymous() implements HttpAuthentication {
        @Override
        public String label() {
            return "Anonymous";
        }
    }

    /**
     * A user name and a password (RFC 7617). For a data server of another kind than HTTP they are its log-in.
     *
     * @param userName without a colon
     * @param password null where it has not been entered yet
     */
    record Basic(String userName, @Nullable Secret password) implements HttpAuthentication {
        @Override
        public String label() {
            return "Basic";
        }
    }

    /**
     * A key that travels in a header or as a parameter of the address.
     *
     * @param location where it travels
     * @param name the header's or the parameter's name, such as {@code X-API-Key}
     * @param key null where it has not been entered yet
     */
    record ApiKey(Location location, String name, @Nullable Secret key) implements HttpAuthentication {
        /** Where a key travels. */
        public enum Location {
            /** In a header. */
            HEADER("Header"),
            /** As a parameter of the address, which ends up in logs. */
            QUERY("Query");

            private final String label;

            Location(String label) {
                this.label = label;
            }

            /** The name that people see. */
            public String label() {
                return label;
            }
        }

        @Override
        public String label() {
            return "API Key";
        }
    }

    /**
     * A token that was got elsewhere and never changes (RFC 6750, section 2.1).
     *
     * @param token null where it has not been entered yet
     */
    record BearerToken(@Nullable Secret token) implements HttpAuthentication {
        @Override
        public String label() {
            return "Bearer Token";
        }
    }
}

package dev.sallyport.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a token is asked for: the OAuth grant with what is particular to it. A refresh token is used wherever one came. */
public sealed interface Grant {
    /** The name that the guide and App Builder give it, such as {@code Client Credentials}. */
    String label();

    /** What to ask for; empty leaves it to the server. */
    List<String> scopes();

    /**
     * The client asks in its own name (RFC 6749, section 4.4).
     *
     * @param scopes empty is the only way with Salesforce: in this flow it grants what the app has and refuses a request
     *     that names any
     * @param audience the {@code audience} that some servers want to be told; null for none
     */
    record ClientCredentials(List<String> scopes, @Nullable String audience) implements Grant {
        public ClientCredentials {
            scopes = List.copyOf(scopes);
        }

        /** As Salesforce wants it: no scopes, no audience. */
        public ClientCredentials() {
            this(List.of(), null);
        }

        @Override
        public String label() {
            return "Client Credentials";
        }
    }

    /**
     * A person signs in and consents in a browser (RFC 6749, section 4.1), always with PKCE (RFC 7636).
     *
     * @param scopes for Salesforce such as {@code api refresh_token}; with OpenID Connect {@code openid} is added
     * @param audience the {@code audience} that some servers want to be told; null for none
     */
    record AuthorizationCode(List<String> scopes, @Nullable String audience) implements Grant {
        public AuthorizationCode {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String label() {
            return "Authorization Code";
        }
    }

    /**
     * A JWT that the client signed names the user (RFC 7523, section 2.1).
     *
     * @param scopes with Salesforce empty: it refuses a request that names any
     * @param subject whom the token is for; with Salesforce a username
     * @param issuer who says so; null for the client id
     * @param audience whom it is meant for; null for the token endpoint's own host with Salesforce, and the token endpoint
     *     elsewhere
     */
    record JwtBearer(
            List<String> scopes,
            String subject,
            @Nullable String issuer,
            @Nullable String audience) implements Grant {
        public JwtBearer {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String label() {
            return "JWT Bearer";
        }
    }

    /**
     * A SAML 2.0 assertion that the client signed names the user (RFC 7522, section 2.1).
     *
     * @param scopes with Salesforce empty
     * @param subject whom the token is for; with Salesforce a username
     * @param issuer who says so; null for the client id
     * @param audience whom it is meant for; null as in {@link JwtBearer}
     * @param recipient where it is brought to; null for the token endpoint
     */
    record SamlBearer(
            List<String> scopes,
            String subject,
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable String recipient)
            implements Grant {
        public SamlBearer {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String label() {
            return "SAML 2.0 Bearer";
        }
    }

    /**
     * The client sends a person's user name and password (RFC 6749, section 4.3). OAuth 2.1 has dropped it, and Salesforce
     * blocks it in new orgs: for what has nothing else.
     *
     * @param scopes what to ask for
     * @param audience the {@code audience} that some servers want to be told; null for none
     */
    record ResourceOwnerPassword(
            List<String> scopes, @Nullable String audience) implements Grant {
        public ResourceOwnerPassword {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String label() {
            return "Resource Owner Password Credentials";
        }
    }
}

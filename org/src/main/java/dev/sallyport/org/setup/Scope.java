package dev.sallyport.org.setup;

import java.util.Arrays;
import java.util.Optional;

/** The OAuth scopes that an app can be given. See Salesforce Help, "OAuth Tokens and Scopes". */
public enum Scope {
    API("api", "Manage user data via APIs (api)"),
    FULL("full", "Full access (full)"),
    REFRESH_TOKEN("refresh_token", "Perform requests at any time (refresh_token, offline_access)"),
    OFFLINE_ACCESS("offline_access", "Perform requests at any time (refresh_token, offline_access)"),
    WEB("web", "Manage user data via Web browsers (web)"),
    ID("id", "Access the identity URL service (id, profile, email, address, phone)"),
    PROFILE("profile", "Access the identity URL service (id, profile, email, address, phone)"),
    EMAIL("email", "Access the identity URL service (id, profile, email, address, phone)"),
    ADDRESS("address", "Access the identity URL service (id, profile, email, address, phone)"),
    PHONE("phone", "Access the identity URL service (id, profile, email, address, phone)"),
    OPENID("openid", "Access unique user identifiers (openid)"),
    CHATTER_API("chatter_api", "Access Connect REST API resources (chatter_api)"),
    VISUALFORCE("visualforce", "Access Visualforce applications (visualforce)"),
    CUSTOM_PERMISSIONS("custom_permissions", "Access custom permissions (custom_permissions)"),
    LIGHTNING("lightning", "Access Lightning applications (lightning)"),
    CONTENT("content", "Access content resources (content)"),
    SFAP_API("sfap_api", "Access the Salesforce API Platform (sfap_api)"),
    CDP_INGEST_API("cdp_ingest_api", "Manage Data Cloud Ingestion API data (cdp_ingest_api)"),
    CDP_QUERY_API("cdp_query_api", "Perform SQL queries on Data Cloud data (cdp_query_api)"),
    CDP_PROFILE_API("cdp_profile_api", "Manage Data Cloud profile data (cdp_profile_api)");

    private final String value;
    private final String label;

    Scope(String value, String label) {
        this.value = value;
        this.label = label;
    }

    /** As it stands in a token answer. */
    public String value() {
        return value;
    }

    /** As Setup lists it. */
    public String label() {
        return label;
    }

    /** Whether the client credentials flow gives it to a token, as it gives all but those that a person's flow needs. */
    public boolean grantedToClient() {
        return this != FULL && this != WEB && this != REFRESH_TOKEN && this != OFFLINE_ACCESS;
    }

    /** Finds a scope by its value. */
    public static Optional<Scope> of(String value) {
        return Arrays.stream(values())
                .filter(scope -> scope.value.equals(value))
                .findFirst();
    }
}

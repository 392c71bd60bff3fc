package dev.sallyport.org.soap;

import java.util.Optional;

/** Which of Salesforce's two SOAP APIs an endpoint speaks, told from its path. */
enum SoapDialect {
    ENTERPRISE("c", "urn:enterprise.soap.sforce.com", "urn:fault.enterprise.soap.sforce.com"),
    PARTNER("u", "urn:partner.soap.sforce.com", "urn:fault.partner.soap.sforce.com");

    private final String pathSegment;
    private final String namespace;
    private final String faultNamespace;

    SoapDialect(String pathSegment, String namespace, String faultNamespace) {
        this.pathSegment = pathSegment;
        this.namespace = namespace;
        this.faultNamespace = faultNamespace;
    }

    String pathSegment() {
        return pathSegment;
    }

    String namespace() {
        return namespace;
    }

    String faultNamespace() {
        return faultNamespace;
    }

    /**
     * The dialect of a request's path.
     *
     * @return empty where no endpoint is there
     */
    static Optional<SoapDialect> of(String path) {
        for (SoapDialect dialect : values()) {
            if (path.startsWith("/services/Soap/" + dialect.pathSegment + "/")) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}

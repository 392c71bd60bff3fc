package dev.sallyport.org.soap;

import java.util.Optional;

/** Which of Salesforce's SOAP APIs an endpoint speaks, told from its path. */
public enum SoapDialect {
    /** Typed records of this org's own types. */
    ENTERPRISE(
            "c",
            "urn:enterprise.soap.sforce.com",
            "urn:sobject.enterprise.soap.sforce.com",
            "urn:fault.enterprise.soap.sforce.com"),
    /** One record type for the records of all types. */
    PARTNER(
            "u",
            "urn:partner.soap.sforce.com",
            "urn:sobject.partner.soap.sforce.com",
            "urn:fault.partner.soap.sforce.com"),
    /** The Apex API. */
    APEX(
            "s",
            "http://soap.sforce.com/2006/08/apex",
            "http://soap.sforce.com/2006/08/apex",
            "http://soap.sforce.com/2006/08/apex"),
    /** The Metadata API. */
    METADATA(
            "m",
            "http://soap.sforce.com/2006/04/metadata",
            "http://soap.sforce.com/2006/04/metadata",
            "http://soap.sforce.com/2006/04/metadata");

    private final String pathSegment;
    private final String namespace;
    private final String recordNamespace;
    private final String faultNamespace;

    SoapDialect(String pathSegment, String namespace, String recordNamespace, String faultNamespace) {
        this.pathSegment = pathSegment;
        this.namespace = namespace;
        this.recordNamespace = recordNamespace;
        this.faultNamespace = faultNamespace;
    }

    /** The part of the path that names the API, such as {@code u}. */
    public String pathSegment() {
        return pathSegment;
    }

    /** The namespace of the operations, the headers and the types of answers. */
    public String namespace() {
        return namespace;
    }

    /** The namespace of records and their fields. */
    public String recordNamespace() {
        return recordNamespace;
    }

    /** The namespace of fault codes and of what a fault details. */
    public String faultNamespace() {
        return faultNamespace;
    }

    /**
     * Whether it is an API of records: a fault says in its detail what it says in its string, and answers tell how many calls
     * are left. The WSDLs of the others have neither.
     */
    boolean isOfRecords() {
        return this == ENTERPRISE || this == PARTNER;
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

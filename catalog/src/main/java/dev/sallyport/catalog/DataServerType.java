package dev.sallyport.catalog;

/** What kind of system a data server connects to. */
public enum DataServerType {
    /** A Salesforce org. */
    SALESFORCE("Salesforce", "Salesforce ADO.NET"),
    /** A PostgreSQL database. */
    JDBC("JDBC", "JDBC");

    private final String label;
    private final String guideName;

    DataServerType(String label, String guideName) {
        this.label = label;
        this.guideName = guideName;
    }

    /** The name that people see. */
    public String label() {
        return label;
    }

    /** What App Builder, and guides to it, call it. */
    public String guideName() {
        return guideName;
    }
}

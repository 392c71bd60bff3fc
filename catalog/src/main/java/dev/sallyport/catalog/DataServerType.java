package dev.sallyport.catalog;

/** What kind of system a data server connects to. */
public enum DataServerType {
    /** A Salesforce org; App Builder calls its connector Salesforce ADO.NET. */
    SALESFORCE("Salesforce"),
    /** A PostgreSQL database. */
    JDBC("JDBC");

    private final String label;

    DataServerType(String label) {
        this.label = label;
    }

    /** The name that people see. */
    public String label() {
        return label;
    }
}

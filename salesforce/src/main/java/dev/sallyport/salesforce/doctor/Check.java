package dev.sallyport.salesforce.doctor;

/** What is examined, in the order in which one thing rests on another. */
public enum Check {
    /** The provider's fields, as far as they can be judged without calling anyone. */
    PROVIDER("Provider"),
    /** The host of the token endpoint answers, as an org does. */
    HOST("Host"),
    /** This machine's clock and Salesforce's agree. */
    CLOCK("Clock"),
    /** The authorization endpoint lets a person sign in and come back. */
    SIGN_IN("Sign-in"),
    /** The token endpoint issues a token that is good for the APIs. */
    TOKEN("Token"),
    /** The user info endpoint says whose the token is. */
    USER_INFO("User info"),
    /** The REST API takes the token. */
    API("REST API"),
    /** The run-as user is for systems alone. */
    API_ONLY_USER("API Only User"),
    /** The org has API calls left. */
    LIMITS("Limits"),
    /** The run-as user sees objects. */
    OBJECTS("Objects"),
    /** The OAuth server URL of a data server leads to the same org, in a version that it speaks. */
    DATA_SERVER("Data server");

    private final String label;

    Check(String label) {
        this.label = label;
    }

    /** What people see. */
    public String label() {
        return label;
    }
}

package dev.sallyport.auth;

/** Whose the tokens are. */
public enum TokenOwner {
    /** One token for the system. */
    CLIENT("Client"),
    /** A token for each person who is signed in. */
    USER("User");

    private final String label;

    TokenOwner(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }
}

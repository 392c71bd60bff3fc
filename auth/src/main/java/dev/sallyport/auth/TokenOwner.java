package dev.sallyport.auth;

/** Whose the tokens are. */
public enum TokenOwner {
    /** One token for the system. */
    CLIENT("Client");

    private final String label;

    TokenOwner(String label) {
        this.label = label;
    }

    /** The name that the guide and App Builder give it. */
    public String label() {
        return label;
    }
}

package dev.sallyport.server.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each may also do what those before may. */
public enum Role {
    /** Looks at what is set up and imported. */
    VIEWER("Viewer"),
    /** Reads the org's data: runs queries, sees sample rows. */
    ANALYST("Analyst"),
    /** Sets up providers and servers, imports tables, writes to the org. */
    EDITOR("Editor"),
    /** Keeps the accounts and tokens, and reads the audit trail. */
    ADMINISTRATOR("Administrator");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The name that people see. */
    public String label() {
        return label;
    }

    /** Its name in the database, the API and the rules, such as {@code editor}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may do what another may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The one of two that may do less. */
    public Role atMost(Role other) {
        return includes(other) ? other : this;
    }

    /**
     * The role of a name that people give it.
     *
     * @param name its label or word, in any case
     */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.label().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

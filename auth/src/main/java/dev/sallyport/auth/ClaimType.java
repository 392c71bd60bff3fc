package dev.sallyport.auth;

/**
 * What a claim that tells of a person is used for.
 *
 * @param identifier the claim's name: a key of the user info answer or the ID token, or a URL
 * @param usage what it is used for
 * @param priority where several claims have one usage, the lowest number that the person has wins
 * @param ignore whether it is left out, though a default names it
 */
public record ClaimType(String identifier, Usage usage, int priority, boolean ignore) {
    /** What a claim is used for. */
    public enum Usage {
        /** The user name, such as {@code arthur@example.com}. */
        NAME("Name"),
        /** What identifies the person for good, and nobody else ever. */
        NAME_IDENTIFIER("NameIdentifier"),
        /** An e-mail address. */
        EMAIL_ADDRESS("EmailAddress"),
        /** First and last name. */
        FULL_NAME("FullName"),
        /** The name to show. */
        DISPLAY_NAME("DisplayName"),
        /** A telephone number. */
        PHONE_NUMBER("PhoneNumber"),
        /** A security group that the person is in; the only usage with several values. */
        GROUP("Group");

        private final String label;

        Usage(String label) {
            this.label = label;
        }

        /** The name that App Builder gives it. */
        public String label() {
            return label;
        }
    }
}

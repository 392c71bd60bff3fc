package dev.sallyport.org.records;

import java.util.regex.Pattern;

/** A username has the form of an e-mail address, and is one user's only. */
final class UserRule implements TypeRule {
    private static final Pattern USERNAME = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

    private final Rows rows;

    UserRule(Rows rows) {
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (change.isNew()) {
            change.set("UserType", "Standard");
        }
        if (!change.changes("Username")) {
            return;
        }
        String username = change.text("Username").orElse("");
        if (!USERNAME.matcher(username).matches()) {
            throw new RecordException(
                    "INVALID_EMAIL_ADDRESS",
                    "Your username must be in the form of an email address (for example, john@acme.com).",
                    "Username");
        }
        boolean taken =
                rows.idsWhere(change.type(), "Username", username).stream().anyMatch(id -> !id.equals(change.id()));
        if (taken) {
            throw new RecordException(
                    "DUPLICATE_USERNAME",
                    "Duplicate Username.<br>The username already exists in this or another Salesforce organization."
                            + " Usernames must be unique across all Salesforce organizations. To resolve, use a"
                            + " different username (it doesn't need to match the user's email address). ",
                    "Username");
        }
    }
}

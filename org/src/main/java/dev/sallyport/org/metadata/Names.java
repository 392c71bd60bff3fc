package dev.sallyport.org.metadata;

import java.util.regex.Pattern;

/** What Salesforce asks of the names of custom objects, fields and relationships. */
final class Names {
    static final String SUFFIX = "__c";

    private static final Pattern DEVELOPER_NAME = Pattern.compile("[A-Za-z](?:_?[A-Za-z0-9])*");
    private static final int LONGEST = 40;

    private Names() {}

    static void requireObjectName(String fullName) {
        requireCustom(fullName, "CustomObject");
        requireDeveloperName("Object Name", withoutSuffix(fullName));
    }

    static void requireFieldName(String fieldName, String fullName) {
        requireCustom(fullName, "CustomField");
        requireDeveloperName("Field Name", withoutSuffix(fieldName));
    }

    static void requireDeveloperName(String what, String name) {
        if (!DEVELOPER_NAME.matcher(name).matches()) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "The " + what + " can only contain underscores and alphanumeric characters. It must be unique,"
                            + " begin with a letter, not include spaces, not end with an underscore, and not contain"
                            + " two consecutive underscores.",
                    "fullName");
        }
        requireShort(what, name, "fullName");
    }

    /** Names and labels alike. */
    static void requireShort(String what, String text, String property) {
        if (text.length() > LONGEST) {
            throw new MetadataException(
                    "STRING_TOO_LONG",
                    what + ": data value too large: " + text + " (max length=" + LONGEST + ")",
                    property);
        }
    }

    /** A label, which must be there. */
    static String requireLabel(Component component, String type) {
        String label = component
                .text("label")
                .orElseThrow(() -> new MetadataException(
                        "REQUIRED_FIELD_MISSING", "Must specify a non-empty label for the " + type, "label"));
        requireShort("Label", label, "label");
        return label;
    }

    static String withoutSuffix(String name) {
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static void requireCustom(String fullName, String type) {
        if (!fullName.endsWith(SUFFIX)) {
            throw new MetadataException(
                    "INVALID_FULL_NAME", "The fullName of a " + type + " must end with __c: " + fullName, "fullName");
        }
    }
}

package dev.sallyport.sql.soql;

import java.util.regex.Pattern;

/**
 * The ids of records. SOQL refuses a text that is no id, takes one of 15 characters for the same of 18, and one of 18 in
 * any case; to SQL an id is the 18 characters that Salesforce answers, each by its case.
 */
public final class RecordId {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]{15}[A-Z0-5]{3}");
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int CHUNK = 5;

    private RecordId() {}

    /** Whether a text is an id as Salesforce answers it: the last three characters say which others are upper case. */
    public static boolean isWhole(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return false;
        }
        for (int chunk = 0; chunk < 3; chunk++) {
            int upperCase = 0;
            for (int i = 0; i < CHUNK; i++) {
                if (Character.isUpperCase(text.charAt(chunk * CHUNK + i))) {
                    upperCase |= 1 << i;
                }
            }
            if (text.charAt(15 + chunk) != SUFFIXES.charAt(upperCase)) {
                return false;
            }
        }
        return true;
    }
}

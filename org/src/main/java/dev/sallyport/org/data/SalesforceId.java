package dev.sallyport.org.data;

import java.util.Optional;

/**
 * A record's id in its 18-character form: fifteen case-sensitive characters, of which the first three (the key prefix)
 * name the type, and three that tell the case of the fifteen, so that the id survives systems that fold case.
 *
 * @param value the 18 characters, well-formed
 */
public record SalesforceId(String value) implements Comparable<SalesforceId> {
    static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT_LENGTH = 15;
    private static final int LONG_LENGTH = 18;

    /**
     * @throws IllegalArgumentException if the value is not a well-formed 18-character id
     */
    public SalesforceId {
        if (value.length() != LONG_LENGTH || !isShortForm(value.substring(0, SHORT_LENGTH))) {
            throw new IllegalArgumentException("Not an 18-character id: '" + value + "'");
        }
        if (!value.endsWith(checksum(value))) {
            throw new IllegalArgumentException("The last three characters of id '" + value + "' do not fit the others");
        }
    }

    /**
     * Reads an id of 15 or 18 characters. The case of an 18-character one is put right by its last three, as the APIs
     * do.
     *
     * @return empty where the text is not an id
     */
    public static Optional<SalesforceId> parse(String text) {
        if (text.length() == SHORT_LENGTH && isShortForm(text)) {
            return Optional.of(new SalesforceId(text + checksum(text)));
        }
        if (text.length() == LONG_LENGTH && isShortForm(text.substring(0, SHORT_LENGTH))) {
            return restoreCase(text);
        }
        return Optional.empty();
    }

    /** First three characters, which name the type. */
    public String keyPrefix() {
        return value.substring(0, 3);
    }

    /** The 15-character form that people see in old addresses and reports. */
    public String shortForm() {
        return value.substring(0, SHORT_LENGTH);
    }

    @Override
    public int compareTo(SalesforceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isShortForm(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Each character of the checksum holds five bits: which of five characters are upper case, the first lowest. */
    static String checksum(String id) {
        char[] sum = new char[3];
        for (int group = 0; group < 3; group++) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                char character = id.charAt(group * 5 + i);
                if (character >= 'A' && character <= 'Z') {
                    bits |= 1 << i;
                }
            }
            sum[group] = CHECKSUM.charAt(bits);
        }
        return new String(sum);
    }

    private static Optional<SalesforceId> restoreCase(String text) {
        char[] characters = text.toCharArray();
        for (int group = 0; group < 3; group++) {
            int bits = CHECKSUM.indexOf(Character.toUpperCase(text.charAt(SHORT_LENGTH + group)));
            if (bits < 0) {
                return Optional.empty();
            }
            for (int i = group * 5; i < group * 5 + 5; i++) {
                boolean upper = (bits >> (i % 5) & 1) == 1;
                if (upper && !Character.isLetter(characters[i])) {
                    return Optional.empty();
                }
                characters[i] = upper ? Character.toUpperCase(characters[i]) : Character.toLowerCase(characters[i]);
            }
        }
        String restored = new String(characters, 0, SHORT_LENGTH);
        return Optional.of(new SalesforceId(restored + checksum(restored)));
    }
}

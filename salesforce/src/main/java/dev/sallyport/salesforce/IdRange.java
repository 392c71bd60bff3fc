package dev.sallyport.salesforce;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of ids. The first 15 characters of an id are a number in base 62 whose digits Salesforce orders as ASCII does
 * (Bulk API 2.0 and Bulk API Developer Guide, "PK Chunking").
 *
 * @param from the first id's number
 * @param to the number behind the last id's
 * @param openBelow whether it also has what is lower
 * @param openAbove whether it also has what is higher
 */
record IdRange(BigInteger from, BigInteger to, boolean openBelow, boolean openAbove) {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int LENGTH = 15;

    /**
     * All ids there are and will be: what is created meanwhile falls into the last range of a split.
     *
     * @param first the lowest id that there is, of 15 or 18 characters
     * @param last the highest
     */
    static IdRange all(String first, String last) {
        return new IdRange(number(first), number(last).add(BigInteger.ONE), true, true);
    }

    /**
     * Ranges of about the same width that leave no id out and none doubled, in order.
     *
     * @param most how many at most; there are fewer where there are fewer ids
     */
    List<IdRange> split(int most) {
        BigInteger width = to.subtract(from);
        List<IdRange> parts = new ArrayList<>();
        BigInteger start = from;
        for (int part = 1; part < most; part++) {
            BigInteger end = from.add(width.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(most)));
            if (end.compareTo(start) > 0) {
                parts.add(new IdRange(start, end, openBelow && parts.isEmpty(), false));
                start = end;
            }
        }
        parts.add(new IdRange(start, to, openBelow && parts.isEmpty(), openAbove));
        return parts;
    }

    /** As a condition in SOQL, such as {@code Id < '001000000000001'}. */
    String condition() {
        if (openBelow && openAbove) {
            return "Id != null";
        }
        String above = openBelow ? "" : "Id >= '" + text(from) + "'";
        String below = openAbove ? "" : "Id < '" + text(to) + "'";
        return above.isEmpty() || below.isEmpty() ? above + below : above + " AND " + below;
    }

    private static BigInteger number(String id) {
        BigInteger number = BigInteger.ZERO;
        for (char digit : id.substring(0, LENGTH).toCharArray()) {
            number = number.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(digit)));
        }
        return number;
    }

    private static String text(BigInteger number) {
        StringBuilder text = new StringBuilder(LENGTH);
        BigInteger rest = number;
        for (int i = 0; i < LENGTH; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}

package dev.sallyport.salesforce;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of ids of about the same width that leave no id out and none doubled. The first 15 characters of an id are a
 * number in base 62 whose digits Salesforce orders as ASCII does (Bulk API 2.0 and Bulk API Developer Guide, "PK
 * Chunking").
 */
final class IdRanges {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int LENGTH = 15;

    private IdRanges() {}

    /**
     * Splits. The first range is open downwards and the last upwards: what is created meanwhile falls into one of them.
     *
     * @param first the lowest id, of 15 or 18 characters
     * @param last the highest
     * @param ranges how many there are at most
     * @return a SOQL condition on {@code Id} for each range; none at all if one range is all there is
     */
    static List<String> conditions(String first, String last, int ranges) {
        BigInteger low = number(first);
        BigInteger width = number(last).subtract(low).add(BigInteger.ONE);
        List<String> starts = new ArrayList<>();
        for (int range = 1; range < ranges; range++) {
            BigInteger offset = width.multiply(BigInteger.valueOf(range)).divide(BigInteger.valueOf(ranges));
            String start = text(low.add(offset));
            boolean moved = starts.isEmpty() ? offset.signum() > 0 : !start.equals(starts.get(starts.size() - 1));
            if (moved) {
                starts.add(start);
            }
        }
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i <= starts.size() && !starts.isEmpty(); i++) {
            String above = i == 0 ? "" : "Id >= '" + starts.get(i - 1) + "'";
            String below = i == starts.size() ? "" : "Id < '" + starts.get(i) + "'";
            conditions.add(above.isEmpty() || below.isEmpty() ? above + below : above + " AND " + below);
        }
        return List.copyOf(conditions);
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

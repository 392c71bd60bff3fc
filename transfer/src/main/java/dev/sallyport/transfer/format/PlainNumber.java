package dev.sallyport.transfer.format;

import java.math.BigDecimal;

/** Numbers as text. */
final class PlainNumber {
    /** No double has more zeros; a few bytes may say that a decimal has more than any memory. */
    private static final int MOST_ZEROS = 400;

    private PlainNumber() {}

    /** A number without an exponent, unless it were a text of nothing but zeros. */
    static String of(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_ZEROS ? number.toString() : number.toPlainString();
    }
}

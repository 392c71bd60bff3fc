package dev.sallyport.org.data;

import java.math.BigDecimal;

/** Numbers as the APIs write those of the type {@code double}, in the form of Java's own {@code Double.toString}. */
public final class DoubleText {
    private static final int FIRST_WITH_EXPONENT = 7;
    private static final int LAST_WITHOUT_EXPONENT = -3;

    private DoubleText() {}

    /**
     * A number with one decimal at least, {@code 350000.0}, and with an exponent from ten millions on, {@code 1.2345678E7},
     * and below a thousandth. All its digits stay.
     */
    public static String of(BigDecimal number) {
        BigDecimal digits = number.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (digits.signum() == 0 || (exponent >= LAST_WITHOUT_EXPONENT && exponent < FIRST_WITH_EXPONENT)) {
            return (digits.scale() < 1 ? digits.setScale(1) : digits).toPlainString();
        }
        String text = digits.unscaledValue().abs().toString();
        String fraction = text.length() == 1 ? "0" : text.substring(1);
        return (digits.signum() < 0 ? "-" : "") + text.charAt(0) + "." + fraction + "E" + exponent;
    }
}

package dev.sallyport.transfer.format;

import org.jspecify.annotations.Nullable;

/** A value as JSON and other texts have it. */
public final class ShownValue {
    private ShownValue() {}

    /** What every reader of JSON reads exactly as it is, the rest as its text: decimals keep all their digits. */
    public static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Double) {
            return value;
        }
        return value.toString();
    }
}

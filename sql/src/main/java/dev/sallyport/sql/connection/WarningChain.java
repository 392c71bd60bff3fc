package dev.sallyport.sql.connection;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** Warnings as JDBC hands them out: the first, with the others behind it. */
final class WarningChain {
    private @Nullable SQLWarning first;

    void add(String message) {
        SQLWarning warning = new SQLWarning(message, "01000");
        if (first == null) {
            first = warning;
        } else {
            first.setNextWarning(warning);
        }
    }

    @Nullable
    SQLWarning first() {
        return first;
    }

    void clear() {
        first = null;
    }
}

package dev.sallyport.server.console;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it. */
final class Ago {
    private Ago() {}

    static String of(Instant then, Instant now) {
        Duration past = Duration.between(then, now);
        if (past.compareTo(Duration.ofMinutes(1)) < 0) {
            return "just now";
        }
        if (past.compareTo(Duration.ofHours(1)) < 0) {
            return counted(past.toMinutes(), "minute");
        }
        if (past.compareTo(Duration.ofDays(1)) < 0) {
            return counted(past.toHours(), "hour");
        }
        return counted(past.toDays(), "day");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s") + " ago";
    }
}

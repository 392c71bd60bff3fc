package dev.sallyport.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Dates and points in time in the one form in which Salesforce writes them, {@code 2024-02-29T23:59:59.123+0000} or with
 * a {@code Z}: every record has several, and a formatter takes longer than all the rest of a record.
 */
final class TimeText {
    private static final int DATE_LENGTH = 10;
    private static final int MOMENT_LENGTH = 23;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private TimeText() {}

    /** Reads a date; null if the text is not of the form or names no day. */
    static @Nullable LocalDate date(String text) {
        return text.length() == DATE_LENGTH ? dateAtStart(text) : null;
    }

    /** Reads a point in time; null if the text is not of the form or names none. */
    static @Nullable Instant moment(String text) {
        boolean utc = (text.length() == MOMENT_LENGTH + 1 && text.endsWith("Z"))
                || (text.length() == MOMENT_LENGTH + 5 && text.endsWith("+0000"));
        boolean form = utc
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(19) == '.';
        LocalDate date = form ? dateAtStart(text) : null;
        int hour = form ? number(text, 11, 13) : -1;
        int minute = form ? number(text, 14, 16) : -1;
        int second = form ? number(text, 17, 19) : -1;
        int milli = form ? number(text, 20, MOMENT_LENGTH) : -1;
        if (date == null || Math.min(Math.min(hour, minute), Math.min(second, milli)) < 0) {
            return null;
        }
        try {
            long secondOfDay = LocalTime.of(hour, minute, second).toSecondOfDay();
            return Instant.ofEpochSecond(date.toEpochDay() * 86_400 + secondOfDay, (long) milli * NANOS_OF_MILLI);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDate dateAtStart(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, DATE_LENGTH);
        if (text.charAt(4) != '-' || text.charAt(7) != '-' || Math.min(year, Math.min(month, day)) < 0) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The digits between two positions as a number; -1 if there is anything else. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

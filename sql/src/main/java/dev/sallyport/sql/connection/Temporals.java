package dev.sallyport.sql.connection;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times on their way in and out. A SQL {@code TIMESTAMP} is a wall clock, and it shows UTC. What names an instant
 * ({@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime}) is read on that clock; what names a wall clock
 * ({@code Timestamp} without a calendar, {@code LocalDateTime}) is that wall clock, in whatever zone this machine is.
 */
final class Temporals {
    private Temporals() {}

    /**
     * A wall clock.
     *
     * @param zone where an instant of {@code java.sql} is to be read; null for what it prints
     */
    static LocalDateTime dateTime(Object value, @Nullable ZoneId zone) throws SQLException {
        if (value instanceof Timestamp timestamp) {
            return zone == null ? timestamp.toLocalDateTime() : LocalDateTime.ofInstant(timestamp.toInstant(), zone);
        }
        if (value instanceof LocalDateTime dateTime) {
            return dateTime;
        }
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime dateTime) {
            return LocalDateTime.ofInstant(dateTime.toInstant(), ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime dateTime) {
            return LocalDateTime.ofInstant(dateTime.toInstant(), ZoneOffset.UTC);
        }
        if (value instanceof LocalDate || value instanceof Date) {
            return date(value, zone).atStartOfDay();
        }
        if (value instanceof java.util.Date date && !(value instanceof Time)) {
            return LocalDateTime.ofInstant(date.toInstant(), zone == null ? ZoneId.systemDefault() : zone);
        }
        if (value instanceof Calendar calendar) {
            return LocalDateTime.ofInstant(
                    calendar.toInstant(), calendar.getTimeZone().toZoneId());
        }
        if (value instanceof CharSequence text) {
            return parsed(text.toString(), "timestamp", Temporals::parseDateTime);
        }
        throw wrongType(value, "TIMESTAMP");
    }

    /** A date; of a wall clock its day. */
    static LocalDate date(Object value, @Nullable ZoneId zone) throws SQLException {
        if (value instanceof LocalDate date) {
            return date;
        }
        if (value instanceof Date date) {
            return zone == null ? date.toLocalDate() : LocalDate.ofInstant(Instant.ofEpochMilli(date.getTime()), zone);
        }
        if (value instanceof CharSequence text && text.toString().strip().length() == 10) {
            return parsed(text.toString(), "date", LocalDate::parse);
        }
        return dateTime(value, zone).toLocalDate();
    }

    /** A time of day; of a wall clock its time. */
    static LocalTime time(Object value, @Nullable ZoneId zone) throws SQLException {
        if (value instanceof LocalTime time) {
            return time;
        }
        if (value instanceof Time time) {
            return LocalTime.ofInstant(
                    Instant.ofEpochMilli(time.getTime()), zone == null ? ZoneId.systemDefault() : zone);
        }
        if (value instanceof OffsetTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
        }
        if (value instanceof CharSequence text && text.toString().indexOf('-') < 0) {
            return parsed(text.toString(), "time", LocalTime::parse);
        }
        return dateTime(value, zone).toLocalTime();
    }

    /** A wall clock as {@code java.sql} has it, in a zone's calendar or this machine's. */
    static Timestamp timestamp(LocalDateTime value, @Nullable Calendar calendar) {
        return calendar == null
                ? Timestamp.valueOf(value)
                : Timestamp.from(value.atZone(calendar.getTimeZone().toZoneId()).toInstant());
    }

    /** A date as {@code java.sql} has it. */
    static Date sqlDate(LocalDate value, @Nullable Calendar calendar) {
        return calendar == null
                ? Date.valueOf(value)
                : new Date(timestamp(value.atStartOfDay(), calendar).getTime());
    }

    /** A time as {@code java.sql} has it, with its milliseconds. */
    static Time sqlTime(LocalTime value, @Nullable Calendar calendar) {
        ZoneId zone = calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
        return new Time(LocalDate.EPOCH.atTime(value).atZone(zone).toInstant().toEpochMilli());
    }

    /** As SQL writes it, with a fraction only if there is one: {@code 2024-02-29 12:00:00}. */
    static String text(Object value) {
        if (value instanceof LocalDateTime dateTime) {
            return dateTime.toLocalDate() + " " + text(dateTime.toLocalTime());
        }
        if (value instanceof LocalTime time) {
            LocalTime seconds = time.truncatedTo(ChronoUnit.SECONDS);
            String whole = seconds.getSecond() == 0 ? seconds + ":00" : seconds.toString();
            int millis = time.get(ChronoField.MILLI_OF_SECOND);
            return millis == 0 ? whole : whole + String.format(Locale.ROOT, ".%03d", millis);
        }
        return value.toString();
    }

    private static LocalDateTime parseDateTime(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay();
        }
        String iso = text.replace(' ', 'T');
        return iso.matches(".*(Z|[+-]\\d{2}:?\\d{2})")
                ? LocalDateTime.ofInstant(OffsetDateTime.parse(iso).toInstant(), ZoneOffset.UTC)
                : LocalDateTime.parse(iso);
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T parsed(String text, String what, Parser<T> parser) throws SQLException {
        try {
            return parser.parse(text.strip());
        } catch (DateTimeException e) {
            throw SqlStates.exception(
                    "The text is no " + what + ". Write it like "
                            + switch (what) {
                                case "date" -> "2024-02-29.";
                                case "time" -> "12:30:00.";
                                default -> "2024-02-29 12:30:00.";
                            },
                    SqlStates.NOT_A_VALUE_OF_THAT_TYPE,
                    e);
        }
    }

    private static SQLException wrongType(Object value, String type) {
        return SqlStates.exception("A " + value.getClass().getName() + " is no " + type + ".", SqlStates.NOT_THAT_TYPE);
    }
}

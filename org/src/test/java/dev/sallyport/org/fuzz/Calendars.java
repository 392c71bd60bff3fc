package dev.sallyport.org.fuzz;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Date literals and date functions by counting: each day, week, month and so on has a number. */
final class Calendars {
    /** The month in which the fiscal year begins. */
    static final int FISCAL_START = 4;

    private static final Map<String, ToLongFunction<LocalDate>> UNITS = Map.of(
            "DAY", LocalDate::toEpochDay,
            "WEEK", date -> Math.floorDiv(date.toEpochDay() + 4, 7L),
            "MONTH", Calendars::month,
            "QUARTER", date -> Math.floorDiv(month(date), 3L),
            "YEAR", LocalDate::getYear,
            "FISCAL_QUARTER", date -> Math.floorDiv(month(date) - (FISCAL_START - 1), 3L),
            "FISCAL_YEAR", date -> Math.floorDiv(month(date) - (FISCAL_START - 1), 12L));

    static final List<String> UNIT_NAMES = UNITS.keySet().stream().sorted().toList();

    /** Functions of a moment that give a number. */
    static final Map<String, Function<LocalDateTime, Integer>> FUNCTIONS = Map.ofEntries(
            Map.entry("CALENDAR_MONTH", LocalDateTime::getMonthValue),
            Map.entry("CALENDAR_QUARTER", at -> (at.getMonthValue() + 2) / 3),
            Map.entry("CALENDAR_YEAR", LocalDateTime::getYear),
            Map.entry("DAY_IN_MONTH", LocalDateTime::getDayOfMonth),
            Map.entry("DAY_IN_WEEK", at -> at.getDayOfWeek().getValue() % 7 + 1),
            Map.entry("DAY_IN_YEAR", LocalDateTime::getDayOfYear),
            Map.entry("FISCAL_MONTH", at -> (at.getMonthValue() - FISCAL_START + 12) % 12 + 1),
            Map.entry("FISCAL_QUARTER", at -> (at.getMonthValue() - FISCAL_START + 12) % 12 / 3 + 1),
            Map.entry("FISCAL_YEAR", at -> at.getMonthValue() >= FISCAL_START ? at.getYear() + 1 : at.getYear()),
            Map.entry("HOUR_IN_DAY", LocalDateTime::getHour),
            Map.entry("WEEK_IN_MONTH", at -> (at.getDayOfMonth() + 6) / 7),
            Map.entry("WEEK_IN_YEAR", at -> (at.getDayOfYear() + 6) / 7));

    static final List<String> FUNCTION_NAMES =
            FUNCTIONS.keySet().stream().sorted().toList();

    private Calendars() {}

    /** A date literal: its units from {@code first} to {@code last}, counted from the present one. */
    record Range(String text, String unit, long first, long last) {
        /** Below 0 where a day comes before the range, 0 in it, above 0 behind it. */
        int compare(LocalDate day, LocalDate today) {
            ToLongFunction<LocalDate> number = Objects.requireNonNull(UNITS.get(unit));
            long distance = number.applyAsLong(day) - number.applyAsLong(today);
            return distance < first ? -1 : distance > last ? 1 : 0;
        }
    }

    /** One of a unit's literals, by a number from 0 to 5. */
    static Range range(String unit, int which, int count) {
        boolean day = unit.equals("DAY");
        return switch (which) {
            case 0 -> new Range(day ? "YESTERDAY" : "LAST_" + unit, unit, -1, -1);
            case 1 -> new Range(day ? "TODAY" : "THIS_" + unit, unit, 0, 0);
            case 2 -> new Range(day ? "TOMORROW" : "NEXT_" + unit, unit, 1, 1);
            case 3 -> new Range("LAST_N_" + unit + "S:" + count, unit, -count, day ? 0 : -1);
            case 4 -> new Range("NEXT_N_" + unit + "S:" + count, unit, 1, count);
            default -> new Range("N_" + unit + "S_AGO:" + count, unit, -count, -count);
        };
    }

    private static long month(LocalDate date) {
        return date.getYear() * 12L + date.getMonthValue() - 1;
    }
}

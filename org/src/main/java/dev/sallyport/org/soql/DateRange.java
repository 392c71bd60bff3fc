package dev.sallyport.org.soql;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * The date literals of SOQL: each is a range of days (SOQL and SOSL Reference, "Date Formats and Date Literals"). Weeks
 * begin on Sunday, as in an org of the United States' locale; the fiscal year begins when Setup says.
 */
enum DateRange {
    YESTERDAY(Unit.DAY, Shape.ONE, -1),
    TODAY(Unit.DAY, Shape.ONE, 0),
    TOMORROW(Unit.DAY, Shape.ONE, 1),
    LAST_WEEK(Unit.WEEK, Shape.ONE, -1),
    THIS_WEEK(Unit.WEEK, Shape.ONE, 0),
    NEXT_WEEK(Unit.WEEK, Shape.ONE, 1),
    LAST_MONTH(Unit.MONTH, Shape.ONE, -1),
    THIS_MONTH(Unit.MONTH, Shape.ONE, 0),
    NEXT_MONTH(Unit.MONTH, Shape.ONE, 1),
    LAST_90_DAYS(Unit.DAY, Shape.LAST_90, 90),
    NEXT_90_DAYS(Unit.DAY, Shape.NEXT_90, 90),
    LAST_N_DAYS(Unit.DAY, Shape.LAST_N_AND_TODAY, 0),
    NEXT_N_DAYS(Unit.DAY, Shape.NEXT_N, 0),
    N_DAYS_AGO(Unit.DAY, Shape.N_AGO, 0),
    LAST_N_WEEKS(Unit.WEEK, Shape.LAST_N, 0),
    NEXT_N_WEEKS(Unit.WEEK, Shape.NEXT_N, 0),
    N_WEEKS_AGO(Unit.WEEK, Shape.N_AGO, 0),
    LAST_N_MONTHS(Unit.MONTH, Shape.LAST_N, 0),
    NEXT_N_MONTHS(Unit.MONTH, Shape.NEXT_N, 0),
    N_MONTHS_AGO(Unit.MONTH, Shape.N_AGO, 0),
    THIS_QUARTER(Unit.QUARTER, Shape.ONE, 0),
    LAST_QUARTER(Unit.QUARTER, Shape.ONE, -1),
    NEXT_QUARTER(Unit.QUARTER, Shape.ONE, 1),
    LAST_N_QUARTERS(Unit.QUARTER, Shape.LAST_N, 0),
    NEXT_N_QUARTERS(Unit.QUARTER, Shape.NEXT_N, 0),
    N_QUARTERS_AGO(Unit.QUARTER, Shape.N_AGO, 0),
    THIS_YEAR(Unit.YEAR, Shape.ONE, 0),
    LAST_YEAR(Unit.YEAR, Shape.ONE, -1),
    NEXT_YEAR(Unit.YEAR, Shape.ONE, 1),
    LAST_N_YEARS(Unit.YEAR, Shape.LAST_N, 0),
    NEXT_N_YEARS(Unit.YEAR, Shape.NEXT_N, 0),
    N_YEARS_AGO(Unit.YEAR, Shape.N_AGO, 0),
    THIS_FISCAL_QUARTER(Unit.FISCAL_QUARTER, Shape.ONE, 0),
    LAST_FISCAL_QUARTER(Unit.FISCAL_QUARTER, Shape.ONE, -1),
    NEXT_FISCAL_QUARTER(Unit.FISCAL_QUARTER, Shape.ONE, 1),
    LAST_N_FISCAL_QUARTERS(Unit.FISCAL_QUARTER, Shape.LAST_N, 0),
    NEXT_N_FISCAL_QUARTERS(Unit.FISCAL_QUARTER, Shape.NEXT_N, 0),
    N_FISCAL_QUARTERS_AGO(Unit.FISCAL_QUARTER, Shape.N_AGO, 0),
    THIS_FISCAL_YEAR(Unit.FISCAL_YEAR, Shape.ONE, 0),
    LAST_FISCAL_YEAR(Unit.FISCAL_YEAR, Shape.ONE, -1),
    NEXT_FISCAL_YEAR(Unit.FISCAL_YEAR, Shape.ONE, 1),
    LAST_N_FISCAL_YEARS(Unit.FISCAL_YEAR, Shape.LAST_N, 0),
    NEXT_N_FISCAL_YEARS(Unit.FISCAL_YEAR, Shape.NEXT_N, 0),
    N_FISCAL_YEARS_AGO(Unit.FISCAL_YEAR, Shape.N_AGO, 0);

    private enum Unit {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        FISCAL_QUARTER,
        FISCAL_YEAR
    }

    private enum Shape {
        ONE,
        LAST_90,
        NEXT_90,
        LAST_N,
        LAST_N_AND_TODAY,
        NEXT_N,
        N_AGO
    }

    /** Days from {@code start} on, before {@code end}. */
    record Days(LocalDate start, LocalDate end) {}

    private final Unit unit;
    private final Shape shape;
    private final int number;

    DateRange(Unit unit, Shape shape, int number) {
        this.unit = unit;
        this.shape = shape;
        this.number = number;
    }

    static Optional<DateRange> named(String name) {
        try {
            return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a number belongs behind it, as in {@code LAST_N_DAYS:30}. */
    boolean takesCount() {
        return switch (shape) {
            case ONE, LAST_90, NEXT_90 -> false;
            case LAST_N, LAST_N_AND_TODAY, NEXT_N, N_AGO -> true;
        };
    }

    /** The days that it means. */
    Days in(OrgCalendar calendar, int count) {
        LocalDate today = calendar.today();
        LocalDate start = startOf(today, calendar);
        return switch (shape) {
            case ONE -> new Days(plus(start, number), plus(start, number + 1));
            case LAST_90 -> new Days(today.minusDays(number), today.plusDays(1));
            case NEXT_90 -> new Days(today.plusDays(1), today.plusDays(number + 1L));
            case LAST_N -> new Days(plus(start, -count), start);
            case LAST_N_AND_TODAY -> new Days(today.minusDays(count), today.plusDays(1));
            case NEXT_N -> new Days(plus(start, 1), plus(start, count + 1));
            case N_AGO -> new Days(plus(start, -count), plus(start, 1 - count));
        };
    }

    private LocalDate startOf(LocalDate today, OrgCalendar calendar) {
        return switch (unit) {
            case DAY -> today;
            case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH -> today.withDayOfMonth(1);
            case QUARTER -> today.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> today.withDayOfYear(1);
            case FISCAL_QUARTER -> today.withDayOfMonth(1).minusMonths(monthOfFiscalYear(today, calendar) % 3);
            case FISCAL_YEAR -> today.withDayOfMonth(1).minusMonths(monthOfFiscalYear(today, calendar));
        };
    }

    /** How many months of the fiscal year have passed. */
    private static long monthOfFiscalYear(LocalDate today, OrgCalendar calendar) {
        return (today.getMonthValue() + 12L - calendar.fiscalYear().startMonth()) % 12;
    }

    private LocalDate plus(LocalDate date, int units) {
        return switch (unit) {
            case DAY -> date.plusDays(units);
            case WEEK -> date.plusWeeks(units);
            case MONTH -> date.plusMonths(units);
            case QUARTER, FISCAL_QUARTER -> date.plusMonths(3L * units);
            case YEAR, FISCAL_YEAR -> date.plusYears(units);
        };
    }
}

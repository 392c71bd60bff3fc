package dev.sallyport.org.soql;

import dev.sallyport.org.data.FieldType;
import java.util.Optional;

/**
 * The functions of dates (SOQL and SOSL Reference, "Date Functions"). Weeks of a month and of a year are counted in
 * sevens of days from its first; Sunday is the first day of the week.
 */
enum DateFunction {
    CALENDAR_MONTH("EXTRACT(MONTH FROM %s)"),
    CALENDAR_QUARTER("EXTRACT(QUARTER FROM %s)"),
    CALENDAR_YEAR("EXTRACT(YEAR FROM %s)"),
    DAY_IN_MONTH("EXTRACT(DAY FROM %s)"),
    DAY_IN_WEEK("(MOD(EXTRACT(ISO_DAY_OF_WEEK FROM %s), 7) + 1)"),
    DAY_IN_YEAR("EXTRACT(DAY_OF_YEAR FROM %s)"),
    DAY_ONLY("CAST(%s AS DATE)"),
    FISCAL_MONTH("(MOD(EXTRACT(MONTH FROM %s) + 12 - {start}, 12) + 1)"),
    FISCAL_QUARTER("(MOD(EXTRACT(MONTH FROM %s) + 12 - {start}, 12) / 3 + 1)"),
    FISCAL_YEAR("EXTRACT(YEAR FROM DATEADD(MONTH, {name}, %s))"),
    HOUR_IN_DAY("EXTRACT(HOUR FROM %s)"),
    WEEK_IN_MONTH("((EXTRACT(DAY FROM %s) - 1) / 7 + 1)"),
    WEEK_IN_YEAR("((EXTRACT(DAY_OF_YEAR FROM %s) - 1) / 7 + 1)");

    private final String sql;

    DateFunction(String sql) {
        this.sql = sql;
    }

    static Optional<DateFunction> named(String name) {
        for (DateFunction function : values()) {
            if (function.name().equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    FieldType resultType() {
        return this == DAY_ONLY ? FieldType.DATE : FieldType.INT;
    }

    /** The function of a date or a wall clock's time. */
    Sql of(Sql wallClock, OrgCalendar calendar) {
        String text = sql;
        if (isFiscal()) {
            OrgCalendar.FiscalYear year = calendar.fiscalYear();
            text = text.replace("{start}", String.valueOf(year.startMonth()))
                    .replace("{name}", String.valueOf(year.monthsToName()));
        }
        int argument = text.indexOf("%s");
        return wallClock.within(text.substring(0, argument), text.substring(argument + 2));
    }

    private boolean isFiscal() {
        return this == FISCAL_MONTH || this == FISCAL_QUARTER || this == FISCAL_YEAR;
    }
}

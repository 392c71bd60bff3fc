package dev.sallyport.org.soql;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What day it is where the running user is, and when the org's fiscal year begins. */
final class OrgCalendar {
    private final ZoneId zone;
    private final Clock clock;
    private final Jdbi jdbi;
    private @Nullable FiscalYear fiscalYear;

    OrgCalendar(ZoneId zone, Clock clock, Jdbi jdbi) {
        this.zone = zone;
        this.clock = clock;
        this.jdbi = jdbi;
    }

    /**
     * A fiscal year.
     *
     * @param startMonth from 1
     * @param namedByStart whether it goes by the year in which it begins; else by that in which it ends
     */
    record FiscalYear(int startMonth, boolean namedByStart) {
        private static final FiscalYear OF_CALENDAR = new FiscalYear(1, false);

        /** How many months a date moves to be in the calendar year by whose number its fiscal year goes. */
        int monthsToName() {
            boolean next = startMonth > 1 && !namedByStart;
            return (next ? 13 : 1) - startMonth;
        }
    }

    ZoneId zone() {
        return zone;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    /** As Setup has it, in {@code Organization}. Looked up when a query first needs it. */
    FiscalYear fiscalYear() {
        FiscalYear known = fiscalYear;
        if (known == null) {
            Optional<FiscalYear> found = jdbi.withHandle(handle -> handle.createQuery(
                            "SELECT \"FiscalYearStartMonth\", \"UsesStartDateAsFiscalYearName\" FROM \"Organization\""
                                    + " WHERE \"FiscalYearStartMonth\" IS NOT NULL")
                    .map((row, context) -> new FiscalYear(row.getInt(1), row.getBoolean(2)))
                    .findFirst());
            known = found.orElse(FiscalYear.OF_CALENDAR);
            fiscalYear = known;
        }
        return known;
    }
}

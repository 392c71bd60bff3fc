package dev.sallyport.server.console;

import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.activity.StatementLog;
import dev.sallyport.server.audit.AuditEntry;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Activity: calls to the orgs, slow and failed statements, and the audit trail. */
@Controller
@RequestMapping("/activity")
class ActivityController {
    private static final int HOURS = 24;
    private static final int DAYS = 30;
    private static final int STATEMENTS = 20;
    private static final int ENTRIES = 50;

    private final ApiCalls apiCalls;
    private final StatementLog statements;
    private final AuditTrail audit;
    private final Clock clock;

    ActivityController(ApiCalls apiCalls, StatementLog statements, AuditTrail audit, Clock clock) {
        this.apiCalls = apiCalls;
        this.statements = statements;
        this.audit = audit;
        this.clock = clock;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Page show(@RequestParam(defaultValue = "hours") String by, @AuthenticationPrincipal SignedIn whose) {
        boolean sees = whose.role().includes(Role.ADMINISTRATOR);
        boolean days = by.equals("days");
        return new ActivityPage(
                days,
                days ? plot(ChronoUnit.DAYS, DAYS, "MM-dd") : plot(ChronoUnit.HOURS, HOURS, "HH:mm"),
                sees ? statements.slowest(STATEMENTS) : List.of(),
                sees ? statements.failed(STATEMENTS) : List.of());
    }

    private Plot plot(ChronoUnit unit, int many, String pattern) {
        Instant last = clock.instant().truncatedTo(unit);
        Instant first = last.minus(many - 1L, unit);
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
        List<String> labels = new ArrayList<>();
        for (int step = 0; step < many; step++) {
            labels.add(format.format(first.plus(step, unit)));
        }
        Map<String, double[]> byServer = new TreeMap<>();
        for (ApiCalls.Count count : apiCalls.since(first)) {
            int at = (int) unit.between(first, count.hour().truncatedTo(unit));
            if (at < many) {
                byServer.computeIfAbsent(count.server(), name -> new double[many])[at] += count.calls();
            }
        }
        List<Plot.Series> series = new ArrayList<>();
        byServer.forEach((name, values) -> series.add(new Plot.Series(name, boxed(values))));
        return new Plot(
                "API calls by data server, per " + (unit == ChronoUnit.HOURS ? "hour" : "day") + " (UTC)",
                false,
                unit == ChronoUnit.HOURS ? "Hour" : "Day",
                labels,
                series);
    }

    private static List<Double> boxed(double[] values) {
        List<Double> boxed = new ArrayList<>();
        for (double value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    @Needs(Role.ADMINISTRATOR)
    @GetMapping("/audit")
    Page audit(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        AuditTrail.Filter filter = new AuditTrail.Filter(actor, action, subject);
        List<AuditEntry> entries = audit.list(filter, before, ENTRIES + 1);
        boolean more = entries.size() > ENTRIES;
        return new AuditPage(filter, more ? entries.subList(0, ENTRIES) : entries, more, before != Long.MAX_VALUE);
    }
}

package dev.sallyport.org.setup.pages;

import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.setup.AuditTrail;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened: logins, API calls, changes to Setup, mail. */
final class LogPages {
    private static final String LOGINS = "/setup/login-history";
    private static final String TRAIL = "/setup/audit-trail";

    private final Setup setup;
    private final ApiMeter meter;

    LogPages(Setup setup, ApiMeter meter) {
        this.setup = setup;
        this.meter = meter;
    }

    void addTo(RoutesConfig routes, Desk desk) {
        desk.get(routes, LOGINS, this::logins);
        desk.get(routes, TRAIL, this::trail);
        desk.get(routes, "/setup/api-usage", this::apiUsage);
        desk.get(routes, "/setup/mailbox", this::mailbox);
    }

    private Answer logins(Visit visit) {
        int page = Paging.wanted(visit.query("page"));
        List<LoginHistory.Entry> entries = setup.loginHistory().latest(Paging.SIZE + 1, (page - 1) * Paging.SIZE);
        List<LoginLine> lines = lines(onePage(entries), visit.user().timeZone());
        return Answer.show(new LoginHistoryPage(lines, new Paging(LOGINS, page, entries.size() > Paging.SIZE)));
    }

    static List<LoginLine> lines(List<LoginHistory.Entry> entries, ZoneId zone) {
        return entries.stream()
                .map(entry -> new LoginLine(
                        Times.of(entry.time(), zone),
                        entry.username(),
                        entry.sourceIp(),
                        type(entry.type(), entry.subType()),
                        entry.status(),
                        entry.application(),
                        entry.loginUrl()))
                .toList();
    }

    private static String type(String type, @Nullable String subType) {
        return subType == null ? type : type + " (" + subType + ")";
    }

    private Answer trail(Visit visit) {
        int page = Paging.wanted(visit.query("page"));
        List<AuditTrail.Entry> entries = setup.auditTrail().latest(Paging.SIZE + 1, (page - 1) * Paging.SIZE);
        List<AuditTrailPage.Line> lines = onePage(entries).stream()
                .map(entry -> new AuditTrailPage.Line(
                        Times.of(entry.time(), visit.user().timeZone()),
                        entry.username(),
                        entry.display(),
                        entry.section()))
                .toList();
        return Answer.show(new AuditTrailPage(lines, new Paging(TRAIL, page, entries.size() > Paging.SIZE)));
    }

    private Answer apiUsage(Visit visit) {
        ApiMeter.Usage usage = meter.usage();
        List<ApiUsagePage.Hour> hours = meter.callsByHour().entrySet().stream()
                .map(hour -> new ApiUsagePage.Hour(
                        Times.of(hour.getKey(), visit.user().timeZone()), hour.getValue()))
                .toList();
        return Answer.show(new ApiUsagePage(
                setup.organizationName(),
                setup.settings().edition().organizationType(),
                usage.used(),
                usage.limit(),
                usage.remaining(),
                hours));
    }

    private Answer mailbox(Visit visit) {
        List<MailboxPage.Message> messages = setup.mailbox().messages().stream()
                .map(mail -> new MailboxPage.Message(
                        Times.of(mail.sent(), visit.user().timeZone()), mail.recipient(), mail.subject(), mail.body()))
                .toList();
        return Answer.show(new MailboxPage(messages));
    }

    /** One line more than a page was asked for, to see whether there is a next one. */
    private static <T> List<T> onePage(List<T> entries) {
        return entries.subList(0, Math.min(Paging.SIZE, entries.size()));
    }
}

package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** What administrators did. */
public record AuditTrailPage(List<Line> lines, Paging paging) implements Page {

    /** A line of the trail. */
    public record Line(String time, String username, String action, String section) {}

    @Override
    public String template() {
        return "setup/auditTrail";
    }
}

package dev.sallyport.server.console;

import dev.sallyport.server.audit.AuditEntry;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Who did what.
 *
 * @param filter what was looked for
 * @param entries the latest first
 * @param more whether there are older ones
 * @param later whether there are later ones
 */
public record AuditPage(AuditTrail.Filter filter, List<AuditEntry> entries, boolean more, boolean later)
        implements Page {
    /** The address of the older ones. */
    public String older() {
        return newest() + "&before=" + entries.get(entries.size() - 1).id();
    }

    /** The address of the latest ones. */
    public String newest() {
        return "/activity/audit?actor=" + encoded(filter.actor()) + "&action=" + encoded(filter.action()) + "&subject="
                + encoded(filter.subject());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String template() {
        return "audit.jte";
    }
}

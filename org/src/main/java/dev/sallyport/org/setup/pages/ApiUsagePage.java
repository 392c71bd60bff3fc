package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** The API calls of the last 24 hours against the org's limit. */
public record ApiUsagePage(String organization, String edition, long used, long limit, long remaining, List<Hour> hours)
        implements Page {

    /** The calls of an hour. */
    public record Hour(String began, long calls) {}

    @Override
    public String template() {
        return "setup/apiUsage";
    }
}

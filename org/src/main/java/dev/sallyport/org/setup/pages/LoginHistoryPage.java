package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** Who signed in, or tried to. */
public record LoginHistoryPage(List<LoginLine> lines, Paging paging) implements Page {
    @Override
    public String template() {
        return "setup/loginHistory";
    }
}

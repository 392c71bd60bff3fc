package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/** Says why there is nothing to be seen or done. */
public record ProblemPage(int status, String title, String text) implements Page {
    @Override
    public String template() {
        return "setup/problem";
    }
}

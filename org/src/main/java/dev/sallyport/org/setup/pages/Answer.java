package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/** What a request of a person is answered with. */
sealed interface Answer {

    /** A page. */
    record Shown(Page page) implements Answer {}

    /** Another address of the org, which is opened in place of this one. */
    record Elsewhere(String path) implements Answer {}

    static Answer show(Page page) {
        return new Shown(page);
    }

    static Answer goTo(String path) {
        return new Elsewhere(path);
    }
}

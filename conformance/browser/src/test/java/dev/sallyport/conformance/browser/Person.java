package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody at a browser, who finds things by the names that are on them. Whatever the browser asks of another machine, and
 * whatever the pages' scripts complain of, is noted, and fails the test when the person leaves.
 */
final class Person implements AutoCloseable {
    static final int WIDE = 1280;
    static final int HIGH = 900;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    private Page page;

    Person(BrowserContext context) {
        this.context = context;
        context.onRequest(request -> {
            URI address = URI.create(request.url());
            if (!"data".equals(address.getScheme())
                    && !"blob".equals(address.getScheme())
                    && !HERE.contains(address.getHost())) {
                complaints.add("A request left the machine: " + request.url());
            }
        });
        context.onConsoleMessage(message -> {
            // Chromium's own word for every answer with a status of 400 and more.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        this.page = context.newPage();
    }

    Page page() {
        return page;
    }

    Person open(URI address) {
        page.navigate(address.toString());
        return this;
    }

    /** A second tab, which is in front from now on. */
    Person openTab(URI address) {
        page = context.newPage();
        return open(address);
    }

    /** The first tab again. */
    Person closeTab() {
        page.close();
        page = context.pages().get(0);
        return this;
    }

    Person follow(String link) {
        return does(() -> named(AriaRole.LINK, link).click());
    }

    Person press(String button) {
        return does(() -> named(AriaRole.BUTTON, button).click());
    }

    /** Presses what is a button or a link: which of them it is, is no matter of the guide's. */
    Person click(String name) {
        return does(() -> named(AriaRole.BUTTON, name)
                .or(named(AriaRole.LINK, name))
                .first()
                .click());
    }

    Person type(String label, String text) {
        return does(() -> field(label).fill(text));
    }

    Person choose(String label, String option) {
        return does(() -> field(label).selectOption(option));
    }

    Person tick(String label) {
        return does(() -> named(AriaRole.CHECKBOX, label).check());
    }

    Person untick(String label) {
        return does(() -> named(AriaRole.CHECKBOX, label).uncheck());
    }

    /** Waits for each of these words. */
    Person sees(String... texts) {
        for (String text : texts) {
            does(() -> page.getByText(text).locator("visible=true").first().waitFor());
        }
        return this;
    }

    /** Waits for a part of the page. */
    Person waitsFor(String part) {
        return does(() -> page.locator(part).first().waitFor());
    }

    /** Does something that waits for what it needs, and tells what was on the page if that does not come. */
    private Person does(Runnable action) {
        try {
            action.run();
            return this;
        } catch (PlaywrightException e) {
            throw new AssertionError(e.getMessage() + "\nOn " + page.url() + " was:\n" + text(), e);
        }
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    /** A field by its label, which ends in an asterisk where the field is required. */
    Locator field(String label) {
        String words = label.replaceAll("[^\\w\\s]", "\\\\$0");
        return page.getByLabel(Pattern.compile("^\\s*" + words + "(\\s*\\*)?\\s*$"))
                .first();
    }

    /** A field of the newest credential of a provider's form: other parts of the form have fields of the same names. */
    Locator credential(String label) {
        return page.getByRole(
                        AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName("Credentials").setExact(true))
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
                .last();
    }

    /** What the page says, all of it. */
    String text() {
        return page.locator("body").innerText();
    }

    /** The rules that axe-core finds broken, seriously or worse, with the places. */
    List<String> barriers() {
        List<Rule> broken = new AxeBuilder(page).analyze().getViolations();
        return broken.stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
                .toList();
    }

    /** Leaves, and answers for what the pages did meanwhile. */
    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}

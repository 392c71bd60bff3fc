package dev.sallyport.conformance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A browser: the one on the path, else Debian's package where it may be installed, else Playwright's own download. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private static final String NONE = "The browser tests found no Chromium and could get none. Install one (Debian:"
            + " apt-get install chromium), so that it is on the path, and run them again.";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts one without a window.
     *
     * @throws IllegalStateException if there is none to be had
     */
    static Chromium start() {
        Optional<Path> program = onPath().or(Chromium::fromDebian);
        // Otherwise Playwright downloads its three browsers before it does anything.
        Playwright playwright = program.isPresent()
                ? Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                : withItsOwn();
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                // Its sandbox does not start for root, which is what containers run tests as.
                .setChromiumSandbox(false);
        program.ifPresent(options::setExecutablePath);
        try {
            return new Chromium(playwright, playwright.chromium().launch(options));
        } catch (PlaywrightException e) {
            playwright.close();
            throw new IllegalStateException(NONE, e);
        }
    }

    private static Playwright withItsOwn() {
        try {
            return Playwright.create();
        } catch (RuntimeException e) {
            throw new IllegalStateException(NONE, e);
        }
    }

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> fromDebian() {
        boolean installed = (runs("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
                || (runs("apt-get", "update")
                        && runs("apt-get", "install", "--yes", "--no-install-recommends", "chromium")));
        return installed ? onPath() : Optional.empty();
    }

    private static boolean runs(String... command) {
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        process.environment().put("DEBIAN_FRONTEND", "noninteractive");
        try {
            return process.start().waitFor() == 0;
        } catch (IOException e) {
            return false; // not Debian
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A person before a wide screen in daylight, logged in nowhere. */
    Person person() {
        return person(new Browser.NewContextOptions().setViewportSize(Person.WIDE, Person.HIGH));
    }

    /** A person, logged in nowhere. */
    Person person(Browser.NewContextOptions options) {
        return new Person(browser.newContext(options.setIgnoreHTTPSErrors(false)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

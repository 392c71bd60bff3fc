package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page by day, by night and on a phone: nothing that keeps somebody out, and nothing wider than the phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTest {
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    private Chromium chromium;
    private Premises premises;
    private Person byDay;
    private Person byNight;
    private Person onPhone;

    @BeforeAll
    void open(@TempDir Path folder) {
        chromium = Chromium.start();
        premises = Premises.in(folder);
        byDay = chromium.person();
        byNight = chromium.person(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        onPhone = chromium.person(new Browser.NewContextOptions()
                .setViewportSize(PHONE_WIDTH, PHONE_HEIGHT)
                .setHasTouch(true));
        premises.makeAdministrator(byDay);
        Pages.fillIn(
                premises, byDay, seen -> assertThat(byDay.barriers()).as(seen).isEmpty());
        for (Person person : List.of(byDay, byNight, onPhone)) {
            if (person != byDay) {
                person.open(premises.console("/login"));
                Premises.logIn(person, "administrator");
            }
            new SetupSteps(premises, person).logIn();
        }
    }

    @AfterAll
    void close() {
        byDay.close();
        byNight.close();
        onPhone.close();
        premises.close();
        chromium.close();
    }

    Stream<URI> pages() {
        return Pages.all(premises);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothing_keeps_anybody_out(URI page) {
        assertThat(byDay.open(page).barriers()).isEmpty();
        assertThat(byNight.open(page).barriers()).isEmpty();
        assertThat(onPhone.open(page).barriers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_phone_shows_it_without_scrolling_sideways(URI page) {
        onPhone.open(page);
        assertThat(((Number) onPhone.page().evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(PHONE_WIDTH);
    }

    @Test
    void log_in_is_done_with_the_keyboard_alone() {
        try (Person person = chromium.person()) {
            person.open(premises.console("/login"));
            person.field("User Name").focus();
            person.page().keyboard().type("administrator");
            person.page().keyboard().press("Tab");
            person.page().keyboard().type(Premises.PASSWORD);
            person.page().keyboard().press("Enter");
            person.page().waitForURL(url -> !url.contains("/login"));
            assertThat(person.text()).contains("Data Servers");
        }
    }
}

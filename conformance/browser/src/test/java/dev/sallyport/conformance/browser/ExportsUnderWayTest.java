package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of kept exports, while there are more of them under way than a browser opens connections. */
class ExportsUnderWayTest {
    private static final int EXPORTS = 7;

    @Test
    void many_that_are_followed_leave_the_page_its_buttons(@TempDir Path folder) {
        try (Chromium chromium = Chromium.start();
                Premises premises = Premises.in(folder);
                Person person = chromium.person()) {
            premises.makeAdministrator(person);
            premises.connect(person);
            new ConsoleSteps(premises, person).importTables("Account");
            premises.org().controls().holdBulkJobs();
            for (int i = 0; i < EXPORTS; i++) {
                person.open(premises.console("/sql"))
                        .choose("Data Server", Premises.DATA_SERVER)
                        .type("Statement", "SELECT /*+ BULK */ Name FROM Account");
                person.page().getByText("Export and save").click();
                person.press("Export and keep").sees("The export has begun.");
            }
            assertThat(person.page().locator("[data-follow]").count()).isEqualTo(EXPORTS);

            person.page().getByText("Cancel the export").last().click();
            person.sees("The export is cancelled.");
        }
    }
}

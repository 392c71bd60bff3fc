package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole guide by clicking: from an org and a console in which nothing was done, to rows. */
class GuideTest {
    @Test
    void from_an_empty_org_to_rows(@TempDir Path folder) {
        try (Chromium chromium = Chromium.start();
                Premises premises = Premises.in(folder);
                Person person = chromium.person()) {
            SetupSteps salesforce = new SetupSteps(premises, person);
            salesforce.logIn();
            salesforce.makeProfile();
            salesforce.makeUser();
            salesforce.makeConnectedApp();
            salesforce.chooseRunAsUser();
            SetupSteps.Consumer consumer = salesforce.consumerDetails();

            premises.makeAdministrator(person);
            ConsoleSteps console = new ConsoleSteps(premises, person);
            console.makeSecurityProvider(consumer.key(), consumer.secret());
            assertThat(person.page().content()).doesNotContain(consumer.secret());
            console.makeDataServer();
            console.testConnection();
            assertThat(person.text())
                    .contains("API Only User", "SOAP getUserInfo")
                    .doesNotContain("failed");
            console.importTables("Account", "Contact");

            person.follow("SQL")
                    .choose("Data Server", Premises.DATA_SERVER)
                    .type(
                            "Statement",
                            "SELECT Name, Industry FROM Account WHERE Industry = 'Energy' ORDER BY Name LIMIT 3")
                    .press("Run")
                    .sees("3 rows");
            assertThat(person.page()
                            .locator("section[aria-labelledby=result] tbody tr")
                            .count())
                    .isEqualTo(3);

            person.open(premises.setup()).follow("Login History").sees("integration@example.com");
        }
    }
}

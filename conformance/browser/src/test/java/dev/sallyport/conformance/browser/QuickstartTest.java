package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sallyport.cli.Sallyport;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart that stays up, by clicking: from the link that it prints to rows. */
class QuickstartTest {
    @Test
    void the_link_makes_the_administrator_and_leads_to_the_rows(@TempDir Path folder) throws Exception {
        Process quickstart = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sallyport.class.getName(),
                        "quickstart",
                        "--keep-running",
                        "--json",
                        "--data",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = quickstart.inputReader();
                Chromium chromium = Chromium.start();
                Person person = chromium.person()) {
            JsonObject console =
                    JsonParser.parseString(told.readLine()).getAsJsonObject().getAsJsonObject("console");

            person.open(URI.create(console.get("setUp").getAsString()))
                    .type("User Name", "administrator")
                    .type("Password", Premises.PASSWORD)
                    .press("Make the administrator")
                    .sees("The administrator is made.");
            Premises.logIn(person, "administrator");

            person.sees("Rows of Account", "Rows 1 to 50.");
            assertThat(person.page().locator("main tbody tr").count()).isEqualTo(50);
            assertThat(person.page().url()).isEqualTo(console.get("result").getAsString());
        } finally {
            quickstart.destroy();
            quickstart.waitFor();
        }
    }
}

package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    @TempDir
    Path folder;

    @Test
    void the_guide_is_walked_to_rows_of_three_queries_and_again_on_the_same_folder() throws IOException {
        JsonNode first = walk();
        assertThat(first.path("queries")).hasSize(3).allSatisfy(query -> {
            assertThat(query.path("rows")).isNotEmpty();
            assertThat(query.path("soql")).isNotEmpty();
            assertThat(query.path("apiCalls").asInt()).isPositive();
        });
        assertThat(first.path("checks"))
                .hasSize(8)
                .noneSatisfy(check -> assertThat(check.path("outcome").asText()).isIn("failed", "skipped"));

        JsonNode second = walk();
        assertThat(second.path("steps").path(0).path("result").asText()).contains("from an earlier run");
        assertThat(second.path("queries").path(2).path("rows"))
                .isEqualTo(first.path("queries").path(2).path("rows"));
    }

    @Test
    void the_walk_on_the_screen_names_the_guides_steps_and_shows_no_secret() {
        CommandRun run = CommandRun.of(folder, "", "quickstart", "--data", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "Clone the profile \"System Administrator\"",
                        "API Only User",
                        "Enable Client Credentials Flow",
                        "OAuth Client Authentication",
                        "OAuth server URL",
                        "SOQL  SELECT")
                .contains("secret not shown")
                .doesNotContain("✗");
    }

    private JsonNode walk() throws IOException {
        CommandRun run = CommandRun.of(folder, "", "quickstart", "--json", "--data", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return new ObjectMapper().readTree(run.out());
    }
}

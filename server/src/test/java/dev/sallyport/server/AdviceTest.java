package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.server.web.Advice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the modules below name a command, the console names a page. */
class AdviceTest {
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern COMMAND =
            Pattern.compile("sallyport (?:provider|server|tables|tokens) [a-z-]+|--signing-key-file|--request-header");

    @Test
    void commands_are_pages_with_the_name_of_what_they_are_about() {
        assertThat(Advice.onPages("Look through it, then enable it: sallyport provider enable SalesforceCC"))
                .isEqualTo("Look through it, then enable it: Security Providers > SalesforceCC > Enabled");
        assertThat(Advice.onPages("If the org has it, import it: sallyport tables import Sales Account"))
                .isEqualTo("If the org has it, import it: Data Servers > Sales > Tables > Import tables");
        assertThat(Advice.onPages(null)).isNull();
    }

    @Test
    void every_command_that_an_advice_names_has_its_page() throws IOException {
        TreeSet<String> commands = new TreeSet<>();
        for (String module : List.of("auth", "catalog", "salesforce", "sql")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    Matcher literals = LITERAL.matcher(Files.readString(source));
                    while (literals.find()) {
                        COMMAND.matcher(literals.group(1))
                                .results()
                                .map(MatchResult::group)
                                .forEach(commands::add);
                    }
                }
            }
        }

        assertThat(commands).contains("sallyport provider enable");
        assertThat(commands).allSatisfy(command -> assertThat(Advice.onPages("Do this: " + command + " One Other"))
                .doesNotContain("sallyport ", "--"));
    }
}

package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/jdbc.md and {@link ConnectionProperty} say the same. */
class DocumentationTest {
    @Test
    void the_table_has_each_property_with_its_meaning_choices_and_default() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "jdbc.md"))) {
            rows = lines.dropWhile(line -> !line.startsWith("| property |"))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .toList();
        }
        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(ConnectionProperty.values())
                        .map(DocumentationTest::row)
                        .toList());
    }

    private static String row(ConnectionProperty property) {
        boolean ofHost = property.isOf(new JdbcUrl.Org("h"));
        boolean ofProfile = property.isOf(new JdbcUrl.Profile("p"));
        String of = ofHost && ofProfile ? "both" : ofProfile ? "profile" : "host";
        String choices =
                property.choices().stream().map(choice -> "`" + choice + "`").collect(Collectors.joining(", "));
        String defaultValue = property.defaultValue();
        return "| `" + property.propertyName() + "` | " + of + (property.isSecret() ? ", never in the URL" : "") + " | "
                + property.description() + " | " + choices + " | "
                + (defaultValue == null || defaultValue.isEmpty() ? "" : "`" + defaultValue + "`") + " |";
    }
}

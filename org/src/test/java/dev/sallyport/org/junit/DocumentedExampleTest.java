package dev.sallyport.org.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedExampleTest {
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_code_in_the_document_is_code_that_is_compiled_and_run() throws IOException {
        String document = Files.readString(Path.of("../docs/local-org-in-tests.md"));
        String sources = squeezed(Files.readString(sourceOf("AccountImportTest")))
                + squeezed(Files.readString(sourceOf("LocalOrgExtensionTest")));

        List<String> blocks = CODE.matcher(document)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - "```".length()))
                .toList();

        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(sources).contains(squeezed(block)));
    }

    private static Path sourceOf(String type) {
        return Path.of("src/test/java/dev/sallyport/org/junit", type + ".java");
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}

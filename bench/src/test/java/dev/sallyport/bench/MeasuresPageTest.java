package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.bench.measure.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuresPageTest {
    private static final List<Measure> MEASURES = List.of(
            Measure.of("a <thing>", "s", List.of(3.0, 1.0, 2.0), "another", 4.0),
            Measure.alone("a lone thing", "MB", List.of(12.345)));

    @Test
    void a_page_has_the_measures_between_its_marks_and_a_plot_beside_it(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n<!-- measures -->\nold\n<!-- end of measures -->\nafter\n");

        new MeasuresPage(page).write(MEASURES);
        new MeasuresPage(page).write(MEASURES);

        assertThat(Files.readString(page))
                .startsWith("before\n<!-- measures -->\n")
                .endsWith("<!-- end of measures -->\nafter\n")
                .contains("| a <thing> | 2 s | 1 to 3 (3) | another: 4 s | 0.5 |")
                .contains("| a lone thing | 12.35 MB |  |  |  |")
                .contains("![Ratios](page.svg)")
                .doesNotContain("old");
        assertThat(Files.readString(folder.resolve("page.svg")))
                .startsWith("<svg ")
                .contains("a &lt;thing>")
                .contains("width=\"80.0\"")
                .doesNotContain("lone");
    }

    @Test
    void a_measure_is_read_as_it_was_told() throws IOException {
        for (Measure measure : MEASURES) {
            assertThat(Measure.of(measure.line())).isEqualTo(measure);
        }
    }

    @Test
    void a_page_without_marks_is_left_as_it_is(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "nothing\n");

        assertThatThrownBy(() -> new MeasuresPage(page).write(MEASURES)).hasMessageContaining("no place");
        assertThat(Files.readString(page)).isEqualTo("nothing\n");
    }
}

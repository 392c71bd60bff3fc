package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in docs/doctor.md. */
class DoctorDocumentTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\| `(\\w+)\\.(\\w+)` \\|$");

    @Test
    void every_finding_is_in_the_document_with_a_test_that_names_it() throws IOException {
        String document = Files.readString(Path.of("../docs/doctor.md"));
        Map<String, Ailment> documented = new TreeMap<>();
        Matcher row = ROW.matcher(document);
        while (row.find()) {
            Ailment ailment = Ailment.valueOf(row.group(1).replace('-', '_').toUpperCase(Locale.ROOT));
            documented.put(row.group(1), ailment);
            String source =
                    Files.readString(Path.of("src/test/java/dev/sallyport/salesforce/doctor", row.group(2) + ".java"));
            int start = source.indexOf("void " + row.group(3) + "(");
            assertThat(start).as(row.group(3)).isPositive();
            int next = source.indexOf("@Test", start);
            assertThat(source.substring(start, next < 0 ? source.length() : next))
                    .as(row.group(3))
                    .contains("Ailment." + ailment.name());
        }

        TreeSet<String> codes = new TreeSet<>();
        for (Ailment ailment : Ailment.values()) {
            codes.add(ailment.code());
        }
        // It would have to wait for the end of a deadline.
        codes.remove(Ailment.NO_ANSWER_IN_TIME.code());
        assertThat(documented.keySet()).isEqualTo(codes);
        assertThat(document).contains(documented.size() + " of them are here");
    }
}

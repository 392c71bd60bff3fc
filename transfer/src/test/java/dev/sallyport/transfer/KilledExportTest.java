package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports whose process is killed (SIGKILL) at random points, one to three times, and then gone on with.
 * {@code -Dkilled.exports=} asks for more of them.
 */
class KilledExportTest {
    private static final int ROWS_PER_FILE = 20;
    private static final int MOST_KILLS = 3;

    private static FilledOrg filled;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(6_000);
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    static Export export(URI org, RowsFormat format) {
        return new Export(
                org,
                new Export.Table("Account", List.of("Id", "Name", "CreatedDate"), null, false),
                format,
                ROWS_PER_FILE);
    }

    @Test
    void no_row_is_lost_and_none_is_there_twice(@TempDir Path folder) throws Exception {
        Set<String> expected = new TreeSet<>();
        filled.rows("SELECT Id FROM Account").forEach(row -> expected.add(String.valueOf(row.get(0))));
        int exports = Integer.getInteger("killed.exports", 3);
        int kills = 0;
        int alreadyDone = 0;
        int lost = 0;
        int doubled = 0;
        for (int seed = 0; seed < exports; seed++) {
            Random random = new Random(seed);
            RowsFormat format = seed % 2 == 0 ? RowsFormat.PARQUET : RowsFormat.CSV;
            Path target = folder.resolve("export-" + seed);
            int times = 1 + random.nextInt(MOST_KILLS);
            for (int kill = 0; kill < times; kill++) {
                if (killed(target, format, random, expected.size() / ROWS_PER_FILE + 1)) {
                    kills++;
                } else {
                    alreadyDone++;
                }
            }
            filled.exporter().run(export(filled.org().instanceUrl(), format), target);
            List<String> ids = new ArrayList<>();
            new ExportedFiles(target).rows().forEach(row -> ids.add(String.valueOf(row.get(0))));
            Set<String> different = new HashSet<>(ids);
            doubled += ids.size() - different.size();
            lost += expected.size() - different.size();
            assertThat(different).as("seed " + seed).isEqualTo(expected);
            assertThat(ids).as("seed " + seed).doesNotHaveDuplicates();
            assertThat(new ExportedFiles(target).names()).as("seed " + seed).containsExactlyElementsOf(named(target));
        }
        System.out.printf(
                "%d exports of %d rows, %d kills, %d ended before theirs: %d rows lost, %d doubled%n",
                exports, expected.size(), kills, alreadyDone, lost, doubled);
        assertThat(kills).isPositive();
    }

    private static List<String> named(Path target) throws IOException {
        TreeSet<String> names = new TreeSet<>(Set.of("manifest.json"));
        for (JsonNode run : new ExportedFiles(target).manifest().get("runs")) {
            run.get("files").forEach(file -> names.add(file.get("name").asText()));
        }
        return List.copyOf(names);
    }

    /** Kills an export after some of its steps, and a little later; whether it was still at work. */
    private static boolean killed(Path target, RowsFormat format, Random random, int steps) throws Exception {
        Child child = Child.start(ExportProcess.class, filled, target.toString(), format.name());
        List<String> said = new ArrayList<>();
        try (BufferedReader output = child.process().inputReader(StandardCharsets.UTF_8)) {
            int point = 1 + random.nextInt(steps);
            String line = output.readLine();
            for (int step = 1; step < point && line != null; step++) {
                said.add(line);
                line = output.readLine();
            }
            child.kill(random, 1 << 22);
        }
        boolean killed = child.wasKilled(said);
        assertThat(Files.exists(target.resolve("manifest.json")) || killed).isTrue();
        return killed;
    }
}

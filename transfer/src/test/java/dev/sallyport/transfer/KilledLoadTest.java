package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.WriteOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inserts without an external id whose process is killed (SIGKILL) at random points, run again and killed again until one is
 * done. {@code -Dkilled.loads=} asks for more of them.
 */
class KilledLoadTest {
    private static final int ROWS = 2_400;
    private static final int ROWS_PER_JOB = 300;
    private static final int MOST_KILLS = 5;

    private static FilledOrg filled;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(100);
        filled.org().snapshot();
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    static Load load(URI org, Path file) {
        return Load.of(org, "Account", WriteOperation.INSERT, List.of(file))
                .with(new Load.Sending(true, false, ROWS_PER_JOB));
    }

    @Test
    void every_row_is_written_once(@TempDir Path folder) throws Exception {
        // Every third row looks like another: results are told apart by nothing but their values.
        String rows = IntStream.range(0, ROWS)
                .mapToObj(row -> "Killed " + (row % 3 == 0 ? 0 : row) + "," + (row % 100 == 99 ? "unfit" : "1") + "\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("rows.csv"), "Name,NumberOfEmployees\n" + rows);
        long unfit = ROWS / 100;
        int loads = Integer.getInteger("killed.loads", 2);
        int kills = 0;
        long lost = 0;
        long doubled = 0;
        for (int seed = 0; seed < loads; seed++) {
            filled.restore();
            Random random = new Random(seed);
            Path target = folder.resolve("load-" + seed);
            int most = 2 + random.nextInt(MOST_KILLS - 1);
            int killed = 0;
            boolean running = true;
            while (running && killed < most) {
                running = killed(file, target, random);
                killed += running ? 1 : 0;
            }
            kills += killed;
            LoadResult result = filled.loader().run(load(filled.org().instanceUrl(), file), target);

            List<String> names = new ArrayList<>();
            filled.rows("SELECT Name FROM Account WHERE Name LIKE 'Killed %'")
                    .forEach(row -> names.add(String.valueOf(row.get(0))));
            lost += Math.max(0, ROWS - unfit - names.size());
            doubled += Math.max(0, names.size() - (ROWS - unfit));
            assertThat(names).as("seed " + seed).hasSize(Math.toIntExact(ROWS - unfit));
            assertThat(new HashSet<>(names)).as("seed " + seed).hasSize(distinct());
            assertThat(result.written()).as("seed " + seed).isEqualTo(ROWS - unfit);
            assertThat(result.failed()).as("seed " + seed).isEqualTo(unfit);
            assertThat(ids(target))
                    .as("seed " + seed)
                    .hasSize(Math.toIntExact(ROWS - unfit))
                    .doesNotHaveDuplicates();
        }
        System.out.printf(
                "%d loads of %d rows, %d kills: %d rows lost, %d doubled%n", loads, ROWS, kills, lost, doubled);
        assertThat(kills).isPositive();
    }

    private static int distinct() {
        return (int) IntStream.range(0, ROWS)
                .filter(row -> row % 100 != 99)
                .map(row -> row % 3 == 0 ? 0 : row)
                .distinct()
                .count();
    }

    private static List<String> ids(Path target) throws IOException {
        return Files.readAllLines(target.resolve("success.csv")).stream()
                .skip(1)
                .map(line -> line.substring(1, 19))
                .toList();
    }

    /** Kills a load after some of its requests, and a little later; whether it was still at work. */
    private static boolean killed(Path file, Path target, Random random) throws Exception {
        filled.org().controls().resetCounts();
        Child child = Child.start(LoadProcess.class, filled, file.toString(), target.toString());
        Process process = child.process();
        int point = random.nextInt(12);
        List<String> said = new ArrayList<>();
        Thread reader = new Thread(() -> said.addAll(lines(process)));
        reader.start();
        boolean ended = false;
        while (!ended && filled.org().controls().count(ApiKind.BULK).requests() < point) {
            ended = process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        child.kill(random, 1 << 21);
        reader.join();
        return child.wasKilled(said);
    }

    private static List<String> lines(Process process) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

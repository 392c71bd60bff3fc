package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import dev.sallyport.transfer.format.RowsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loads whose process is killed (SIGKILL) at random points, run again and killed again until one is done.
 * {@code -Dkilled.loads=} asks for more of them.
 */
class KilledLoadTest {
    private static final int ROWS_PER_JOB = 300;
    private static final int MOST_KILLS = 5;

    /** Of one request: longer than a kill is late. */
    private static final Duration LATENCY = Duration.ofMillis(25);

    private static FilledOrg filled;

    /** How rows travel. */
    enum Way {
        /** Nothing but their values tells these rows apart. */
        INSERT_BY_BULK(WriteOperation.INSERT, ApiKind.BULK, 2_400, 2, 12),
        INSERT_BY_COLLECTIONS(WriteOperation.INSERT, ApiKind.REST, 1_800, 1, 4),
        UPSERT_BY_COLLECTIONS(WriteOperation.UPSERT, ApiKind.REST, 1_800, 1, 4);

        private final WriteOperation operation;
        private final ApiKind kind;
        private final int rows;
        private final int loads;
        private final int latest;

        /**
         * A way.
         *
         * @param loads of a build
         * @param latest before how many requests a kill is meant
         */
        Way(WriteOperation operation, ApiKind kind, int rows, int loads, int latest) {
            this.operation = operation;
            this.kind = kind;
            this.rows = rows;
            this.loads = loads;
            this.latest = latest;
        }

        Load load(URI org, Path file) {
            Load load = Load.of(org, "Account", operation, List.of(file))
                    .with(new Load.Sending(kind == ApiKind.BULK, false, ROWS_PER_JOB));
            return operation == WriteOperation.UPSERT ? load.by("External_Id__c") : load;
        }

        /** By bulk every third row looks like another. */
        private String name(int row) {
            return "Killed " + (kind == ApiKind.BULK && row % 3 == 0 ? 0 : row);
        }

        private String content() {
            return IntStream.range(0, rows)
                    .mapToObj(row -> name(row) + "," + (operation == WriteOperation.UPSERT ? "k-" + row : "") + ","
                            + (isFit(row) ? "1" : "unfit") + "\n")
                    .collect(Collectors.joining("", "Name,External_Id__c,NumberOfEmployees\n", ""));
        }

        private static boolean isFit(int row) {
            return row % 100 != 99;
        }

        /** The names of the rows that fit. */
        private List<String> names() {
            return IntStream.range(0, rows)
                    .filter(Way::isFit)
                    .mapToObj(this::name)
                    .toList();
        }
    }

    /** A row of a file of results: the record's id, if there is one, its name, and what was said of it. */
    private record Told(String id, String name, String words) {
        boolean isInDoubt() {
            return words.startsWith("This row was sent, and no answer came");
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    @BeforeAll
    static void start() {
        filled = new FilledOrg(100);
        filled.org().snapshot();
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void every_row_is_written_once_or_told_to_be_in_doubt(Way way, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), way.content());
        int loads = Integer.getInteger("killed.loads", way.loads);
        int kills = 0;
        int doubts = 0;
        for (int seed = 0; seed < loads; seed++) {
            filled.restore();
            filled.org().controls().setLatency(LATENCY);
            Random random = new Random(seed);
            Path target = folder.resolve("load-" + seed);
            int most = 2 + random.nextInt(MOST_KILLS - 1);
            int killed = 0;
            boolean running = true;
            while (running && killed < most) {
                running = killed(way, file, target, random);
                killed += running ? 1 : 0;
            }
            kills += killed;
            filled.org().controls().setLatency(Duration.ZERO);
            LoadResult result = filled.loader().run(way.load(filled.org().instanceUrl(), file), target);
            doubts += compared(way, target, result, "seed " + seed);
        }
        System.out.printf("%s: %d loads of %d rows, %d kills, %d rows in doubt%n", way, loads, way.rows, kills, doubts);
        assertThat(kills).isPositive();
    }

    /** Compares what is there with what the files of results tell; how many rows these call in doubt. */
    private static int compared(Way way, Path target, LoadResult result, String seed) throws Exception {
        List<Told> success = told(target.resolve("success.csv"), true);
        List<Told> error = told(target.resolve("error.csv"), false);
        List<Told> doubtful = error.stream().filter(Told::isInDoubt).toList();
        List<String> there = new ArrayList<>();
        List<String> names = new ArrayList<>();
        filled.rows("SELECT Id, Name FROM Account WHERE Name LIKE 'Killed %'").forEach(row -> {
            there.add(row.get(0) + " " + row.get(1));
            names.add(String.valueOf(row.get(1)));
        });

        // The last run finds nothing to do where no kill came in time.
        assertThat(result)
                .as(seed)
                .isEqualTo(new LoadResult(way.rows, success.size(), error.size(), result.nothingToDo()));
        assertThat(error.size() - doubtful.size()).as(seed).isEqualTo(way.rows / 100);
        assertThat(there)
                .as(seed)
                .containsAll(success.stream().map(Told::toString).toList());
        if (way == Way.INSERT_BY_COLLECTIONS) {
            assertThat(names).as(seed).doesNotHaveDuplicates();
            assertThat(Stream.concat(success.stream(), doubtful.stream()).map(Told::name))
                    .as(seed)
                    .containsExactlyInAnyOrderElementsOf(way.names())
                    .containsAll(names);
        } else {
            assertThat(doubtful).as(seed).isEmpty();
            assertThat(success).as(seed).extracting(Told::toString).containsExactlyInAnyOrderElementsOf(there);
            assertThat(names).as(seed).containsExactlyInAnyOrderElementsOf(way.names());
        }
        return doubtful.size();
    }

    private static List<Told> told(Path file, boolean withId) throws IOException {
        List<Told> told = new ArrayList<>();
        try (RowsReader rows = RowsFormat.CSV.read(file, Delimiter.COMMA, List.of())) {
            for (List<@Nullable String> row = rows.next(); row != null; row = rows.next()) {
                told.add(new Told(
                        withId ? String.valueOf(row.get(0)) : "",
                        String.valueOf(row.get(withId ? 1 : 0)),
                        String.valueOf(row.get(row.size() - 1))));
            }
        }
        return told;
    }

    /** Kills a load after some of its requests, and a little later; whether it was still at work. */
    private static boolean killed(Way way, Path file, Path target, Random random) throws Exception {
        filled.org().controls().resetCounts();
        Child child = Child.start(LoadProcess.class, filled, file.toString(), target.toString(), way.name());
        Process process = child.process();
        int point = random.nextInt(way.latest);
        List<String> said = new ArrayList<>();
        Thread reader = new Thread(() -> said.addAll(lines(process)));
        reader.start();
        boolean ended = false;
        while (!ended && filled.org().controls().count(way.kind).requests() < point) {
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
